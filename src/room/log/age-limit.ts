import type { Database } from './database.ts';

type Entry = { readonly seq: number; readonly at: number };

const FROM = 'SELECT seq, at FROM messages WHERE seq >= ? ORDER BY seq LIMIT 1';
const NEWEST = 'SELECT seq, at FROM messages ORDER BY seq DESC LIMIT 1';

/**
 * Decides which messages are young enough to be served, if the operator limits their age. A message
 * is hidden as soon as it expires, even if it has not been deleted yet [R36].
 */
export class AgeLimit {
  readonly #database: Database;
  readonly #keepMs: number | null;
  readonly #now: () => number;

  /**
   * @param keepMs how long a message is served, in ms; `null` without a limit.
   * @param now the clock, in ms since 1970.
   */
  constructor(database: Database, keepMs: number | null, now: () => number) {
    this.#database = database;
    this.#keepMs = keepMs;
    this.#now = now;
  }

  /** Whether messages expire at all. */
  get isFinite(): boolean {
    return this.#keepMs !== null;
  }

  /** @returns whether an entry of this time (ms since 1970) may still be served. */
  shows({ at }: { readonly at: number }): boolean {
    return this.#keepMs === null || at > this.#now() - this.#keepMs;
  }

  /**
   * @param at the time of a message, in ms since 1970.
   * @returns when it expires, in ms since 1970; Infinity without an age limit.
   */
  endOf(at: number): number {
    return this.#keepMs === null ? Number.POSITIVE_INFINITY : at + this.#keepMs;
  }

  /**
   * Finds the first message that is still served. Times never decrease along the log, so it uses a
   * binary search.
   * @returns its seq; the newest seq plus one if all messages are expired; 0 without an age limit.
   */
  first(): number {
    if (this.#keepMs === null) return 0;
    const oldest = this.#database.first<Entry>(FROM, 0);
    if (oldest === undefined || this.shows(oldest)) return oldest?.seq ?? 0;
    const newest = this.#database.first<Entry>(NEWEST) ?? oldest;
    if (!this.shows(newest)) return newest.seq + 1;
    let [hidden, shown] = [oldest.seq, newest.seq];
    while (shown - hidden > 1) {
      const middle = Math.floor((hidden + shown) / 2);
      const entry = this.#database.first<Entry>(FROM, middle) ?? newest;
      if (!this.shows(entry)) hidden = entry.seq;
      else shown = middle;
    }
    return this.#database.first<Entry>(FROM, shown)?.seq ?? shown;
  }
}
