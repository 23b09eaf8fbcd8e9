import { isDurable } from '../../src/protocol/durable.ts';
import type { DurableFrame, FrameOf } from '../../src/protocol/frames.ts';
import { parseCursor } from '../../src/protocol/place.ts';
import type { Entry } from './merged-log.ts';
import type { Anomaly, Reader } from './recording.ts';

/**
 * Replays the frames that one reader received, and reports holes. A replay may show a message in
 * its current state and skip earlier changes. Completeness is therefore checked at `live`, and then
 * at each frame [I3][I4].
 */
export class ReaderCheck {
  readonly anomalies: Anomaly[] = [];
  readonly #name: string;
  readonly #entries: readonly Entry[];
  readonly #oldestKept: number;
  /** The version of each message that the reader holds. */
  #held = new Map<number, number>();
  /** Where the reader's timeline starts; `undefined` until a page has arrived. */
  #start: number | undefined;
  #cursor = 0;
  /** Nothing up to this seq is missing. */
  #sure = 0;
  #live = false;

  /** @param entries everything known of the log, in order. */
  constructor({ name, frames }: Reader, entries: readonly Entry[], oldestKept: number) {
    this.#name = name;
    this.#entries = entries;
    this.#oldestKept = oldestKept;
    for (const frame of frames) {
      if (frame.type === 'welcome') this.#arrive(frame);
      else if (frame.type === 'live') this.#caughtUp(parseCursor(frame.cursor)?.seq ?? 0);
      else if (isDurable(frame)) this.#get(frame);
    }
  }

  #arrive({ mode }: FrameOf<'welcome'>): void {
    this.#live = false;
    if (mode === 'resumed') return;
    this.#held = new Map();
    this.#start = undefined;
    this.#cursor = 0;
    this.#sure = 0;
  }

  #get(frame: DurableFrame): void {
    const { seq } = frame;
    const message = frame.type === 'message' ? frame : frame.message;
    if (seq <= this.#cursor) {
      const again = frame.type === 'changed' || this.#held.has(seq);
      this.#report(again ? 'doubled' : 'reordered', `${seq} came after ${this.#cursor}`);
    }
    if (this.#start === undefined) {
      this.#start = seq;
      this.#sure = seq - 1;
    }
    this.#held.set(message.seq, Math.max(this.#held.get(message.seq) ?? 0, message.version));
    if (this.#live) this.#demand(seq);
    this.#cursor = Math.max(this.#cursor, seq);
  }

  #caughtUp(cursor: number): void {
    if (this.#start === undefined) {
      const kept = this.#entries.find(({ seq, message }) => seq === message && !this.#pruned(seq));
      if (kept !== undefined && kept.seq <= cursor)
        this.#report('skipped', `was shown an empty page, with ${kept.seq} in the log`);
      this.#start = cursor + 1;
      this.#sure = cursor;
    }
    this.#demand(cursor);
    this.#cursor = Math.max(this.#cursor, cursor);
    this.#live = true;
  }

  /** Everything known up to here must have reached the reader. */
  #demand(upTo: number): void {
    for (let at = this.#after(this.#sure); at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (entry === undefined || entry.seq > upTo) break;
      const { seq, message } = entry;
      if (message < (this.#start ?? 0) || this.#pruned(message)) continue;
      if ((this.#held.get(message) ?? -1) < seq)
        this.#report('skipped', `is at ${upTo} and was never shown ${seq}`);
    }
    this.#sure = Math.max(this.#sure, upTo);
  }

  #after(seq: number): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.seq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #pruned(seq: number): boolean {
    return seq < this.#oldestKept;
  }

  #report(kind: Anomaly['kind'], says: string): void {
    this.anomalies.push({ kind, says: `${this.#name}: ${says}` });
  }
}
