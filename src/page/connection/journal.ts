// What happened on the line, the newest of it, and how much went over it. Holds kinds and sizes of
// what was said, never the words, and nothing that proves who somebody is.
import type { ConnectionState, Transport } from '../../client/index.ts';

/** What carries something: a way to connect, or a request beside it. */
export type Way = Transport | 'other';

export type Happening =
  | { readonly what: 'state'; readonly state: ConnectionState }
  /** It was there before anybody watched. */
  | { readonly what: 'joined'; readonly way: Way }
  | {
      readonly what: 'asked' | 'opened' | 'refused' | 'broken';
      readonly way: Way;
      readonly of: string;
    }
  | {
      readonly what: 'sent' | 'received';
      readonly way: Way;
      readonly types: readonly string[];
      readonly bytes: number;
    }
  | { readonly what: 'ping' }
  | { readonly what: 'pong'; readonly ms: number }
  | { readonly what: 'closed'; readonly way: Way; readonly code: number; readonly reason: string };

export type Entry = {
  readonly id: number;
  /** Milliseconds since 1970, of the last time. */
  readonly at: number;
  /** How often in a row. */
  readonly times: number;
  readonly happening: Happening;
};

export type Counts = {
  /** How often it was let in: a WebSocket that opened, a request that was answered. */
  readonly opened: number;
  readonly sent: Amount;
  readonly received: Amount;
};
type Amount = { readonly frames: number; readonly bytes: number };

export const WAYS: readonly Way[] = ['websocket', 'events', 'polling', 'other'];
export const MOST_ENTRIES = 200;
/** A line that is written to at every key is read by nobody: so often at most are people told. */
const TELL_MS = 100;

const NOTHING: Counts = {
  opened: 0,
  sent: { frames: 0, bytes: 0 },
  received: { frames: 0, bytes: 0 },
};

export class Journal {
  readonly #now: () => number;
  readonly #told: () => void;
  #ids = 0;
  #telling = false;
  /** Newest first. */
  entries: readonly Entry[] = [];
  counts: Readonly<Record<Way, Counts>> = {
    websocket: NOTHING,
    events: NOTHING,
    polling: NOTHING,
    other: NOTHING,
  };

  /** @param told called when there is something new, not for each bit of it. */
  constructor(now: () => number, told: () => void) {
    this.#now = now;
    this.#told = told;
  }

  /** Writes it down; the same again in a row is one entry that says how often. */
  note(happening: Happening): void {
    this.#count(happening);
    const [newest, ...rest] = this.entries;
    const again = newest && merged(newest.happening, happening);
    const at = this.#now();
    this.entries = again
      ? [{ ...newest, at, times: newest.times + 1, happening: again }, ...rest]
      : [{ id: ++this.#ids, at, times: 1, happening }, ...this.entries.slice(0, MOST_ENTRIES - 1)];
    this.#tell();
  }

  /** Bytes of a stream, whose frames are noted as they are made out. */
  weigh(way: Way, bytes: number): void {
    const counts = this.counts[way];
    const received = { ...counts.received, bytes: counts.received.bytes + bytes };
    this.counts = { ...this.counts, [way]: { ...counts, received } };
    this.#tell();
  }

  /** Forgets what happened, not how much there was. */
  clear(): void {
    this.entries = [];
    this.#tell();
  }

  #count(happening: Happening): void {
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

/** @returns both as one, or `null` where they are not the same again. */
function merged(before: Happening, after: Happening): Happening | null {
  if (before.what === 'ping' || before.what === 'state') return null;
  if ((before.what === 'sent' || before.what === 'received') && before.what === after.what) {
    const same = before.way === after.way && `${before.types}` === `${after.types}`;
    return same ? { ...before, bytes: before.bytes + after.bytes } : null;
  }
  return JSON.stringify(before) === JSON.stringify(after) ? before : null;
}
