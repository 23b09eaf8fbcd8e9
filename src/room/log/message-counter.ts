import type { Database } from './database.ts';

/** The maximum number of messages counted in one step. */
const MOST_COUNTED = 20_000;

const NTH_BEFORE = 'SELECT seq FROM messages WHERE seq < ? ORDER BY seq DESC LIMIT 1 OFFSET ?';

/**
 * Finds the oldest of the newest `keep` messages, for retention by count. That reads `keep` rows,
 * so a count starts only after the number of new entries reaches a tenth of `keep`, and runs in
 * bounded steps. It is recorded in the database only after the deletion that follows; if a crash
 * interrupts it, it starts again.
 */
export class MessageCounter {
  readonly #database: Database;
  readonly #keep: number;
  /** The newest seq at the last count; `undefined` until it is read from the database. */
  #countedAt: number | undefined;
  /**
   * The count in progress: the newest seq when it began, the seq that it has reached, and how many
   * messages are left to count.
   */
  #inProgress: { readonly head: number; readonly at: number; readonly left: number } | undefined;
  #keepFrom: number | undefined;

  /** @param keep how many messages are kept. */
  constructor(database: Database, keep: number) {
    this.#database = database;
    this.#keep = keep;
  }

  /** The first seq to keep. It is set from the end of a count until `finish`. */
  get keepFrom(): number | undefined {
    return this.#keepFrom;
  }

  /**
   * @param head the newest seq.
   * @returns whether there are messages to count, or to delete after a count.
   */
  isDue(head: number): boolean {
    if (head <= this.#keep) return false;
    return this.#inProgress !== undefined || head - this.#lastCount() >= this.#keep / 10;
  }

  /**
   * Runs one step of a count, if one is due.
   * @param head the newest seq.
   * @returns `counting` if there is more to count.
   */
  advance(head: number): 'counting' | 'counted' {
    if (this.#keepFrom !== undefined || !this.isDue(head)) return 'counted';
    const { at, left, ...begun } = this.#inProgress ?? {
      head,
      at: Number.MAX_SAFE_INTEGER,
      left: this.#keep,
    };
    const part = Math.min(left, MOST_COUNTED);
    const seq = this.#database.first<{ seq: number }>(NTH_BEFORE, at, part - 1)?.seq;
    this.#inProgress = { ...begun, at: seq ?? 0, left: left - part };
    if (seq !== undefined && left > part) return 'counting';
    // If there are fewer messages than `keep`, nothing is deleted.
    this.#keepFrom = seq ?? 0;
    return 'counted';
  }

  /** Records that the messages before `keepFrom` are deleted. The next count waits for new ones. */
  finish(): void {
    const count = this.#inProgress;
    if (count === undefined) return;
    this.#database.write(() =>
      this.#database.run('UPDATE meta SET counted = ?, counted_for = ?', count.head, this.#keep),
    );
    this.#countedAt = count.head;
    this.#inProgress = undefined;
    this.#keepFrom = undefined;
  }

  #lastCount(): number {
    if (this.#countedAt === undefined) {
      const stored = this.#database.first<{ counted: number; counted_for: number }>(
        'SELECT counted, counted_for FROM meta',
      );
      // A count for another value of `keep` is ignored.
      this.#countedAt =
        stored?.counted_for === this.#keep ? stored.counted : Number.NEGATIVE_INFINITY;
    }
    return this.#countedAt;
  }
}
