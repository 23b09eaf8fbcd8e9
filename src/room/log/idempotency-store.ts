import type { AnswerCommand, WriteCommand } from '../../protocol/commands.ts';
import type { DurableFrame, FrameOf } from '../../protocol/frames.ts';
import { messageIdOf } from '../../protocol/place.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { ChangeTable } from './change-table.ts';
import { CommandHasher } from './command-hasher.ts';
import type { Database } from './database.ts';
import { type EntryTable, hashedCommand } from './entry-table.ts';
import type { Entry } from './log.ts';
import type { MessageRow } from './message-table.ts';

/** What came of a command. Without a `frame` nothing changed. */
export type Outcome = { readonly ack: FrameOf<'ack'>; readonly frame?: DurableFrame };

/** People of whom it is kept in memory whether they have changed something. */
const MOST_KNOWN = 1000;

/** What a command's row in the log still says about it. */
export type StoredCommand = Entry & {
  /** The seq of the message that it was about. */
  readonly message: number;
  /** Of the command as it was sent; `null` where the text is. */
  readonly hash: string | null;
  readonly text: string | null;
  readonly reply_to: number | null;
};

/** Gives a repeat of a command the same answer, by its cid [I2]. */
export class IdempotencyStore {
  readonly hasher: CommandHasher;
  readonly #database: Database;
  readonly #changes: ChangeTable;
  readonly #storedCommand: string;
  readonly #hasChangedQuery: string;
  readonly #hasChanged = new Map<string, boolean>();

  /** @param tables every table of the log. */
  constructor(database: Database, changes: ChangeTable, tables: readonly EntryTable[]) {
    this.#database = database;
    this.#changes = changes;
    this.hasher = new CommandHasher(() => database.epoch);
    this.#storedCommand = [...tables, UNCHANGED]
      .map(
        ({ name, command }) =>
          `SELECT seq, at, ${command} FROM ${name} WHERE user = ?1 AND cid = ?2`,
      )
      .join(' UNION ALL ');
    // A new message finds out by itself whether its cid is among the messages.
    const others = [...tables, UNCHANGED].filter(({ name }) => name !== 'messages');
    this.#hasChangedQuery = `${others
      .map(({ name }) => `SELECT 1 FROM ${name} WHERE user = ?1 AND cid IS NOT NULL`)
      .join(' UNION ALL ')} LIMIT 1`;
  }

  /** The answer to a command whose cid was there before; `undefined` for a new one. */
  repeat(user: string, command: WriteCommand | AnswerCommand): Result<Outcome> | undefined {
    const before = command.cid === undefined ? undefined : this.#stored(user, command.cid);
    if (before === undefined) return undefined;
    return this.hasher.isSame(user, command, before)
      ? {
          ok: true,
          value: { ack: { ...this.ack(before, before.message, command.cid), duplicate: true } },
        }
      : refused('cid_conflict', 'This cid was used for something else; make a new one.');
  }

  /**
   * Whether a person has ever changed a message, or tried to, under a cid; remembered, because nearly
   * nobody has and it is asked for each message.
   */
  hasChanged(user: string): boolean {
    const known = this.#hasChanged.get(user);
    return (
      known ?? this.#know(user, this.#database.first(this.#hasChangedQuery, user) !== undefined)
    );
  }

  #stored(user: string, cid: string): StoredCommand | undefined {
    return this.#database.first<StoredCommand>(this.#storedCommand, user, cid);
  }

  #know(user: string, hasChanged: boolean): boolean {
    if (this.#hasChanged.size >= MOST_KNOWN) this.#hasChanged.clear();
    this.#hasChanged.set(user, hasChanged);
    return hasChanged;
  }

  /** @param message the seq of the message that it was about. */
  ack({ seq, at }: Entry, message: number, cid: string | undefined): FrameOf<'ack'> {
    const id = messageIdOf({ epoch: this.#database.epoch, seq: message });
    return { type: 'ack', ...(cid !== undefined && { cid }), seq, id, timestamp: at };
  }

  /** Answers a command that changed nothing. Under a cid it is remembered as any other [R22]. */
  unchanged(user: string, row: MessageRow, command: WriteCommand | AnswerCommand): FrameOf<'ack'> {
    const { version: seq, at } = row;
    const hash = this.hasher.hash(user, command);
    if (command.cid !== undefined && hash !== null) {
      const values = [user, command.cid, row.seq, seq, at, hash];
      this.#know(user, true);
      this.#database.write(
        () => this.#database.run('INSERT INTO unchanged VALUES (?, ?, ?, ?, ?, ?)', ...values),
        'one',
      );
    }
    return this.ack({ seq, at }, row.seq, command.cid);
  }

  /**
   * The hash that a kind stores with a command's cid, so that a repeat is recognised; `null` for one
   * that cannot be repeated.
   */
  hash(user: string, command: WriteCommand | AnswerCommand): string | null {
    if (command.cid !== undefined) this.#know(user, true);
    return this.hasher.hash(user, command);
  }

  /** Stores that a command changed a message, and never what it said. Inside a write. */
  note(entry: Entry, user: string, message: number, command?: WriteCommand | AnswerCommand): void {
    const hash = command === undefined ? null : this.hash(user, command);
    this.#changes.insert(entry, user, message, command?.cid ?? null, hash);
  }
}

/** Commands that changed nothing; no entries of the log. */
const UNCHANGED = { name: 'unchanged', command: hashedCommand('target') };
