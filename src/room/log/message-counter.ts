import type { Database } from './database.ts';

/** Messages counted in one step. */
const MOST_COUNTED = 20_000;

const NTH_BEFORE = 'SELECT seq FROM messages WHERE seq < ? ORDER BY seq DESC LIMIT 1 OFFSET ?';

/**
 * Finds the first of the newest so many messages. That reads as many rows, so it waits until a tenth
 * of them is new, and goes in bounded steps. A count, with the deleting that follows, is noted only
 * when it is finished: one that a crash cuts short is done again.
 */
export class MessageCounter {
  readonly #database: Database;
  readonly #keep: number;
  /** The newest seq at the last count; `undefined` where that is not read yet. */
  #countedAt: number | undefined;
  /** A count under way: the head that it is for, where it stands, and how many are still to count. */
  #under: { readonly head: number; readonly at: number; readonly left: number } | undefined;
  #keepFrom: number | undefined;

  /** @param keep how many messages are kept. */
  constructor(database: Database, keep: number) {
    this.#database = database;
    this.#keep = keep;
  }

  /** The first seq that is kept, from the end of a count until what is before it is gone. */
  get keepFrom(): number | undefined {
    return this.#keepFrom;
  }

  /** Whether there is something to count, or to delete after a count. */
  isDue(head: number): boolean {
    if (head <= this.#keep) return false;
    return this.#under !== undefined || head - this.#lastCount() >= this.#keep / 10;
  }

  /** Goes on counting where that is due. @returns whether there is more to count. */
  advance(head: number): 'counting' | 'counted' {
    if (this.#keepFrom !== undefined || !this.isDue(head)) return 'counted';
    const { at, left, ...begun } = this.#under ?? {
      head,
      at: Number.MAX_SAFE_INTEGER,
      left: this.#keep,
    };
    const part = Math.min(left, MOST_COUNTED);
    const seq = this.#database.first<{ seq: number }>(NTH_BEFORE, at, part - 1)?.seq;
    this.#under = { ...begun, at: seq ?? 0, left: left - part };
    if (seq !== undefined && left > part) return 'counting';
    // With fewer messages than are kept there is nothing to delete.
    this.#keepFrom = seq ?? 0;
    return 'counted';
  }

  /** What was counted is deleted: the next count waits for new messages. */
  finish(): void {
    const under = this.#under;
    if (under === undefined) return;
    this.#database.write(() =>
      this.#database.run('UPDATE meta SET counted = ?, counted_for = ?', under.head, this.#keep),
    );
    this.#countedAt = under.head;
    this.#under = undefined;
    this.#keepFrom = undefined;
  }

  #lastCount(): number {
    if (this.#countedAt === undefined) {
      const noted = this.#database.first<{ counted: number; counted_for: number }>(
        'SELECT counted, counted_for FROM meta',
      );
      // A count for another setting says nothing about this one.
      this.#countedAt =
        noted?.counted_for === this.#keep ? noted.counted : Number.NEGATIVE_INFINITY;
    }
    return this.#countedAt;
  }
}
