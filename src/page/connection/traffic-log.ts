// The latest events of the connection, and traffic totals. Holds types and sizes of frames, but neither
// their content nor tokens.
import type { ConnectionState, Transport } from '../../client/index.ts';

/** A transport, or other requests. */
export type Channel = Transport | 'other';

export type TrafficEvent =
  | { readonly what: 'state'; readonly state: ConnectionState }
  /** It was connected before the monitor started. */
  | { readonly what: 'joined'; readonly way: Channel }
  | {
      readonly what: 'asked' | 'opened' | 'refused' | 'broken';
      readonly way: Channel;
      readonly of: string;
    }
  | {
      readonly what: 'sent' | 'received';
      readonly way: Channel;
      readonly types: readonly string[];
      readonly bytes: number;
    }
  | { readonly what: 'ping' }
  | { readonly what: 'pong'; readonly ms: number }
  | {
      readonly what: 'closed';
      readonly way: Channel;
      readonly code: number;
      readonly reason: string;
    };

export type Entry = {
  readonly id: number;
  /** The last time, in milliseconds since 1970. */
  readonly at: number;
  /** How often it happened in a row. */
  readonly times: number;
  readonly happening: TrafficEvent;
};

export type Counts = {
  /** How many WebSockets opened or requests were answered. */
  readonly opened: number;
  readonly sent: Amount;
  readonly received: Amount;
};
type Amount = { readonly frames: number; readonly bytes: number };

export const CHANNELS: readonly Channel[] = ['websocket', 'events', 'polling', 'other'];
export const MOST_ENTRIES = 200;
/** Updates are throttled, since a log that changes with every key stroke cannot be read. */
const TELL_MS = 100;

const NOTHING: Counts = {
  opened: 0,
  sent: { frames: 0, bytes: 0 },
  received: { frames: 0, bytes: 0 },
};

export class TrafficLog {
  readonly #now: () => number;
  readonly #told: () => void;
  #ids = 0;
  #telling = false;
  /** Newest first. */
  entries: readonly Entry[] = [];
  counts: Readonly<Record<Channel, Counts>> = {
    websocket: NOTHING,
    events: NOTHING,
    polling: NOTHING,
    other: NOTHING,
  };

  /** @param told called when there are new entries, at most once per interval. */
  constructor(now: () => number, told: () => void) {
    this.#now = now;
    this.#told = told;
  }

  /** Adds an event. Repetitions are counted in one entry. */
  note(happening: TrafficEvent): void {
    this.#count(happening);
    const [newest, ...rest] = this.entries;
    const again = newest && merged(newest.happening, happening);
    const at = this.#now();
    this.entries = again
      ? [{ ...newest, at, times: newest.times + 1, happening: again }, ...rest]
      : [{ id: ++this.#ids, at, times: 1, happening }, ...this.entries.slice(0, MOST_ENTRIES - 1)];
    this.#tell();
  }

  /** Counts bytes of a stream. Its frames are logged as they are parsed. */
  weigh(way: Channel, bytes: number): void {
    const counts = this.counts[way];
    const received = { ...counts.received, bytes: counts.received.bytes + bytes };
    this.counts = { ...this.counts, [way]: { ...counts, received } };
    this.#tell();
  }

  /** Clears the events, not the totals. */
  clear(): void {
    this.entries = [];
    this.#tell();
  }

  #count(happening: TrafficEvent): void {
    if (happening.what === 'opened' || happening.what === 'joined') {
      const counts = this.counts[happening.way];
      this.counts = { ...this.counts, [happening.way]: { ...counts, opened: counts.opened + 1 } };
    } else if (happening.what === 'sent' || happening.what === 'received') {
      const { what, way, types, bytes } = happening;
      const counts = this.counts[way];
      const before = counts[what];
      const amount = { frames: before.frames + types.length, bytes: before.bytes + bytes };
      this.counts = { ...this.counts, [way]: { ...counts, [what]: amount } };
    }
  }

  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      this.#told();
    }, TELL_MS);
  }
}

/** @returns both as one entry, or `null` if they differ. */
function merged(before: TrafficEvent, after: TrafficEvent): TrafficEvent | null {
  if (before.what === 'ping' || before.what === 'state') return null;
  if ((before.what === 'sent' || before.what === 'received') && before.what === after.what) {
    const same = before.way === after.way && `${before.types}` === `${after.types}`;
    return same ? { ...before, bytes: before.bytes + after.bytes } : null;
  }
  return JSON.stringify(before) === JSON.stringify(after) ? before : null;
}
