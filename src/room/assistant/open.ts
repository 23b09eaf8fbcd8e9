import type { EphemeralFrame, Presence } from '../../protocol/frames.ts';
import type { OnCommitted } from '../log/committed-entry.ts';
import type { Tables } from '../log/tables.ts';
import { Assistant } from './assistant.ts';
import { providerOf } from './providers/select.ts';
import type { Quota } from './quota/reservation.ts';
import type { AssistantSettings } from './settings.ts';

type Deps = {
  readonly settings: AssistantSettings;
  readonly tables: Tables;
  readonly broadcast: (frame: EphemeralFrame) => void;
  /** The number of connections. */
  readonly listeners: () => number;
  readonly presence: () => Presence;
  readonly room: string;
  readonly quota: Quota;
  readonly now: () => number;
  readonly begun: () => void;
  readonly onCommitted: OnCommitted;
};

// A pending timer keeps the room in memory, so an answer completes even if no command arrives.
const after = (ms: number, call: () => void): (() => void) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};

/** @returns the configured assistant of a room; `undefined` if it is switched off. */
export function openAssistant({ settings, presence, ...deps }: Deps): Assistant | undefined {
  const provider = providerOf(settings.source, { now: deps.now, after });
  if (provider === undefined) return undefined;
  return new Assistant({
    ...deps,
    ...{ settings, provider, after },
    room: () => {
      const { online, members = [] } = presence();
      return { name: deps.room, online, members: members.map(({ name }) => name) };
    },
  });
}
