import type { Store } from './store.ts';

type Keep = { readonly keepMs: number | null; readonly keepMessages: number | null };

/** So long after something happened the room looks what is due, if nothing else wakes it. */
const PRUNE_MS = 600_000;
/** Seqs at most in one go, so that the room is not held up; the rest is due at once. */
const CHUNK = 2000;

/**
 * Forgets the oldest part of the log by age or by count, as configured. What goes is always a
 * prefix, so that a cursor is either whole or answered with `gap` [I4], and never the newest row,
 * from which the next seq follows [I5].
 */
export class Retention {
  readonly #store: Store;
  readonly #keep: Keep;

  constructor(store: Store, keep: Keep) {
    this.#store = store;
    this.#keep = keep;
  }

  /** When to look after something happened, in ms since 1970; Infinity for never. */
  next(now: number): number {
    return this.#on && this.#store.exists ? now + PRUNE_MS : Number.POSITIVE_INFINITY;
  }

  /**
   * Deletes what is due.
   * @param head the newest seq, which stays.
   * @returns when to look again; Infinity where nothing will be due without a new entry.
   */
  prune(now: number, head: number): number {
    const oldest = this.#on ? this.#oldest() : undefined;
    if (oldest === undefined) return Number.POSITIVE_INFINITY;
    const target = Math.min(head, Math.max(this.#byAge(now), this.#byCount(head)));
    const upTo = Math.min(target, oldest.seq + CHUNK);
    if (upTo > oldest.seq)
      this.#store.write(() => {
        this.#store.run('DELETE FROM reactions WHERE target < ?', upTo);
        this.#store.run('DELETE FROM messages WHERE seq < ?', upTo);
        this.#store.run('DELETE FROM changes WHERE seq < ?', upTo);
      });
    if (upTo < target) return now;
    const remaining = this.#oldest();
    if (this.#keep.keepMs === null || remaining === undefined || remaining.seq === head)
      return Number.POSITIVE_INFINITY;
    return Math.max(now + PRUNE_MS, remaining.at + this.#keep.keepMs);
  }

  get #on(): boolean {
    return this.#keep.keepMs !== null || this.#keep.keepMessages !== null;
  }

  /** The first entry that is young enough; 0 where all are. */
  #byAge(now: number): number {
    if (this.#keep.keepMs === null) return 0;
    return this.#firstSince(now - this.#keep.keepMs);
  }

  #firstSince(after: number): number {
    const first = (table: string) =>
      this.#store.first<{ seq: number }>(
        `SELECT seq FROM ${table} WHERE at >= ? ORDER BY seq LIMIT 1`,
        after,
      )?.seq ?? Number.MAX_SAFE_INTEGER;
    return Math.min(first('messages'), first('changes'));
  }

  /** The first message that is kept. Counting reads them all, so it waits for a tenth to be new. */
  #byCount(head: number): number {
    const { keepMessages } = this.#keep;
    if (keepMessages === null) return 0;
    const { counted = 0 } =
      this.#store.first<{ counted: number }>('SELECT counted FROM meta') ?? {};
    if (counted > 0 && head - counted < keepMessages / 10) return 0;
    this.#store.write(() => this.#store.run('UPDATE meta SET counted = ?', head), 'one');
    const query = 'SELECT seq FROM messages ORDER BY seq DESC LIMIT 1 OFFSET ?';
    return this.#store.first<{ seq: number }>(query, keepMessages - 1)?.seq ?? 0;
  }

  #oldest(): { seq: number; at: number } | undefined {
    return this.#store.first<{ seq: number; at: number }>(
      `SELECT * FROM (SELECT seq, at FROM messages ORDER BY seq LIMIT 1) UNION ALL
       SELECT * FROM (SELECT seq, at FROM changes ORDER BY seq LIMIT 1) ORDER BY seq LIMIT 1`,
    );
  }
}
