import type { Database } from './database.ts';

type Entry = { readonly seq: number; readonly at: number };

const FROM = 'SELECT seq, at FROM messages WHERE seq >= ? ORDER BY seq LIMIT 1';
const NEWEST = 'SELECT seq, at FROM messages ORDER BY seq DESC LIMIT 1';

/**
 * Which messages are young enough to be shown, where the operator keeps them for a time only. It
 * holds from one moment to the next, before anything is deleted [R36].
 */
export class AgeLimit {
  readonly #database: Database;
  readonly #keepMs: number | null;
  readonly #now: () => number;

  /** @param keepMs how long a message is shown; `null` for ever. */
  constructor(database: Database, keepMs: number | null, now: () => number) {
    this.#database = database;
    this.#keepMs = keepMs;
    this.#now = now;
  }

  /** Whether messages expire at all. */
  get isFinite(): boolean {
    return this.#keepMs !== null;
  }

  shows({ at }: { readonly at: number }): boolean {
    return this.#keepMs === null || at > this.#now() - this.#keepMs;
  }

  /** When a message of a time is shown no longer; both in ms since 1970. */
  endOf(at: number): number {
    return this.#keepMs === null ? Number.POSITIVE_INFINITY : at + this.#keepMs;
  }

  /**
   * The seq of the first message that is shown, one more than the newest where none is; 0 where
   * messages are shown for ever. Time never falls along the log, so a binary search finds it.
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
