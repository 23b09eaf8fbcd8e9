import type { AgeLimit } from './age-limit.ts';
import type { Database } from './database.ts';
import type { EntryTable } from './entry-table.ts';
import type { Log } from './log.ts';
import { MessageCounter } from './message-counter.ts';
import type { MessageTable } from './message-table.ts';

/** The result of one step. */
export type Step = {
  /** When the next step is due, in ms since 1970; Infinity if none is. */
  readonly next: number;
  /** Set once all messages before this seq are deleted, so that clients can remove them. */
  readonly before?: number;
};

const NEVER = Number.POSITIVE_INFINITY;

/** The maximum number of seqs deleted in one step, so that commands do not wait long behind it. */
const MOST_SEQS = 1000;
/**
 * The maximum number of rows deleted in one step from each table in WITH_MESSAGES. One message may
 * have thousands of them.
 */
const MOST_ROWS = 2000;
/** Minimum time between two rounds by age, for a room where messages expire all the time. */
const AGE_GAP_MS = 60_000;
/** Delay of a round by count, for a room where messages arrive all the time. */
const COUNT_GAP_MS = 1000;

/** The tables whose rows are deleted with their message, and their primary keys. */
const WITH_MESSAGES = [
  ['reactions', 'target, emoji, user'],
  ['unchanged', 'user, cid'],
] as const;

type Deps = {
  readonly database: Database;
  readonly log: Pick<Log, 'oldest'>;
  readonly ageLimit: AgeLimit;
  /** Every table of the log. */
  readonly tables: readonly Pick<EntryTable, 'deleteBefore'>[];
  readonly messages: Pick<MessageTable, 'erase'>;
  /** How many messages are kept; `null` without a limit. */
  readonly keepMessages: number | null;
};

/**
 * Deletes the oldest part of the log, by age or by count, in bounded steps that run in separate
 * turns. It always deletes a prefix of the log, so that a resume either finds everything after its
 * cursor or is answered with `gap` [I4]. It never deletes the newest row, because the next seq is
 * computed from it [I5].
 */
export class Retention {
  readonly #database: Database;
  readonly #log: Pick<Log, 'oldest'>;
  readonly #ageLimit: AgeLimit;
  readonly #tables: readonly Pick<EntryTable, 'deleteBefore'>[];
  readonly #messages: Pick<MessageTable, 'erase'>;
  readonly #counter: MessageCounter | undefined;
  /** Cached: when the oldest message expires, and the newest seq when that was read. */
  #expiry: { readonly head: number; readonly at: number } | undefined;
  #steppedAt = Number.NEGATIVE_INFINITY;

  constructor({ database, log, ageLimit, tables, messages, keepMessages }: Deps) {
    this.#database = database;
    this.#log = log;
    this.#ageLimit = ageLimit;
    this.#tables = tables;
    this.#messages = messages;
    this.#counter = keepMessages === null ? undefined : new MessageCounter(database, keepMessages);
  }

  /**
   * @param now the current time in ms since 1970.
   * @param head the newest seq.
   * @returns when the next step is due, in ms since 1970; Infinity for never.
   */
  next(now: number, head: number): number {
    if (!this.#isOn) return NEVER;
    const byCount = this.#counter?.isDue(head) ? now + COUNT_GAP_MS : NEVER;
    return Math.min(byCount, Math.max(this.#nextExpiry(head), this.#steppedAt + AGE_GAP_MS));
  }

  /**
   * Deletes what is due, up to the limits of one step.
   * @param now the current time in ms since 1970.
   * @param head the newest seq, which is not deleted.
   */
  step(now: number, head: number): Step {
    if (!this.#isOn) return { next: NEVER };
    const counting = this.#counter?.advance(head) === 'counting';
    const shown = this.#ageLimit.first();
    const target = Math.min(head, Math.max(shown, this.#counter?.keepFrom ?? 0));
    const deleted = target > this.#oldestSeq(head) && this.#deletePart(target, head);
    if (deleted) this.#steppedAt = now;
    if (counting || target > this.#oldestSeq(head)) return { next: now };
    this.#counter?.finish();
    const erased = shown > head && this.#erase(head);
    this.#expiry = undefined;
    const next = this.next(now, head);
    return deleted || erased ? { next, before: Math.max(target, shown) } : { next };
  }

  get #isOn(): boolean {
    return (this.#counter !== undefined || this.#ageLimit.isFinite) && this.#database.exists;
  }

  /** When the oldest message that is not erased expires, in ms since 1970. */
  #nextExpiry(head: number): number {
    if (!this.#ageLimit.isFinite) return NEVER;
    const known = this.#expiry;
    if (known !== undefined && (known.at !== NEVER || known.head === head)) return known.at;
    const oldest = this.#database.first<{ seq: number; at: number; name: string }>(
      'SELECT seq, at, name FROM messages ORDER BY seq LIMIT 1',
    );
    const isErased = oldest === undefined || (oldest.seq === head && oldest.name === '');
    const at = isErased ? NEVER : this.#ageLimit.endOf(oldest.at);
    this.#expiry = { head, at };
    return at;
  }

  #deletePart(target: number, head: number): boolean {
    const upTo = Math.min(target, this.#oldestSeq(head) + MOST_SEQS);
    this.#database.write(() => {
      for (const [table, key] of WITH_MESSAGES) {
        this.#database.run(
          `DELETE FROM ${table} WHERE (${key}) IN
           (SELECT ${key} FROM ${table} WHERE target < ? LIMIT ?)`,
          ...[upTo, MOST_ROWS],
        );
        if (this.#database.first(`SELECT 1 FROM ${table} WHERE target < ? LIMIT 1`, upTo)) return;
      }
      for (const table of this.#tables) table.deleteBefore(upTo);
    });
    return true;
  }

  /** Erases the content of the newest row if it has expired; its seq is still needed [I5]. */
  #erase(seq: number): boolean {
    const isDue = this.#database.first(
      'SELECT 1 FROM messages WHERE seq = ? AND name <> ?',
      seq,
      '',
    );
    if (isDue === undefined) return false;
    this.#database.write(() => {
      for (const [table] of WITH_MESSAGES)
        this.#database.run(`DELETE FROM ${table} WHERE target = ?`, seq);
      this.#messages.erase(seq);
    });
    return true;
  }

  #oldestSeq(head: number): number {
    return this.#log.oldest() ?? head;
  }
}
