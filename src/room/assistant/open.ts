import type { ConnectionRegistry } from '../connections/registry.ts';
import type { Tables } from '../log/tables.ts';
import type { OnCommitted } from '../subscribers/committed-entries.ts';
import { Assistant } from './assistant.ts';
import { providerOf } from './providers/select.ts';
import type { Quota } from './quota/reservation.ts';
import type { AssistantSettings } from './settings.ts';

type Deps = {
  readonly settings: AssistantSettings;
  readonly tables: Tables;
  readonly registry: ConnectionRegistry;
  readonly room: string;
  readonly quota: Quota;
  readonly now: () => number;
  readonly begun: () => void;
  readonly onCommitted: OnCommitted;
};

// A timer keeps the room up, and so an answer is written to its end though nobody says anything.
const after = (ms: number, call: () => void): (() => void) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};

/** The assistant of a room as configured; `undefined` where there is to be none. */
export function openAssistant({ settings, registry, ...deps }: Deps): Assistant | undefined {
  const provider = providerOf(settings.source, { now: deps.now, after });
  if (provider === undefined) return undefined;
  return new Assistant({
    ...deps,
    ...{ settings, provider, after },
    broadcast: (frame) => registry.broadcast(frame),
    listeners: () => registry.index.size,
    room: () => {
      const { online, members = [] } = registry.presence();
      return { name: deps.room, online, members: members.map(({ name }) => name) };
    },
  });
}
