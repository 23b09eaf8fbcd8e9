import type { Crowd } from '../connections/registry.ts';
import type { Archive } from '../log/tables.ts';
import type { OnCommitted } from '../subscribers/committed-entries.ts';
import { Assistant } from './assistant.ts';
import { providerOf } from './providers/select.ts';
import type { Quota } from './quota/reservation.ts';
import type { AssistantSettings } from './settings.ts';

type Surroundings = {
  readonly settings: AssistantSettings;
  readonly archive: Archive;
  readonly crowd: Crowd;
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
export function openAssistant({ settings, crowd, ...around }: Surroundings): Assistant | undefined {
  const provider = providerOf(settings.source, { now: around.now, after });
  if (provider === undefined) return undefined;
  return new Assistant({
    ...around,
    ...{ settings, provider, after },
    broadcast: (frame) => crowd.broadcast(frame),
    listeners: () => crowd.connections.size,
    room: () => {
      const { online, members = [] } = crowd.presence();
      return { name: around.room, online, members: members.map(({ name }) => name) };
    },
  });
}
