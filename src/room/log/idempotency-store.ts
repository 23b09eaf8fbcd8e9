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

/** The result of a command. Without a `frame`, it changed nothing. */
export type Outcome = { readonly ack: FrameOf<'ack'>; readonly frame?: DurableFrame };

/** The number of users for whom `hasChanged` is cached. */
const MAX_CACHED_USERS = 1000;

/** What is stored about an earlier command. */
export type StoredCommand = Entry & {
  /** The seq of the message that it was about. */
  readonly message: number;
  /** The hash of the command as it was sent; `null` if the original text is still stored. */
  readonly hash: string | null;
  readonly text: string | null;
  readonly reply_to: number | null;
};

/** Makes commands idempotent: a repeat with the same cid gets the same answer [I2]. */
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
    // The INSERT of a new message checks the messages for its cid, so they are left out here.
    const others = [...tables, UNCHANGED].filter(({ name }) => name !== 'messages');
    this.#hasChangedQuery = `${others
      .map(({ name }) => `SELECT 1 FROM ${name} WHERE user = ?1 AND cid IS NOT NULL`)
      .join(' UNION ALL ')} LIMIT 1`;
  }

  /**
   * Looks up an earlier command with the same user and cid.
   * @returns the earlier answer, or `cid_conflict` if the commands differ; `undefined` if the cid
   *   is new or absent.
   */
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
   * Whether a user has a stored command with a cid other than a message. It is cached, because it
   * is needed for each message and nearly always false.
   */
  hasChanged(user: string): boolean {
    const cached = this.#hasChanged.get(user);
    return (
      cached ?? this.#cache(user, this.#database.first(this.#hasChangedQuery, user) !== undefined)
    );
  }

  #stored(user: string, cid: string): StoredCommand | undefined {
    return this.#database.first<StoredCommand>(this.#storedCommand, user, cid);
  }

  #cache(user: string, hasChanged: boolean): boolean {
    if (this.#hasChanged.size >= MAX_CACHED_USERS) this.#hasChanged.clear();
    this.#hasChanged.set(user, hasChanged);
    return hasChanged;
  }

  /**
   * Builds the `ack` of a command.
   * @param message the seq of the message that the command was about.
   */
  ack({ seq, at }: Entry, message: number, cid: string | undefined): FrameOf<'ack'> {
    const id = messageIdOf({ epoch: this.#database.epoch, seq: message });
    return { type: 'ack', ...(cid !== undefined && { cid }), seq, id, timestamp: at };
  }

  /** Builds the `ack` of a command that changed nothing. One with a cid is stored too [R22]. */
  unchanged(user: string, row: MessageRow, command: WriteCommand | AnswerCommand): FrameOf<'ack'> {
    const { version: seq, at } = row;
    const hash = this.hasher.hash(user, command);
    if (command.cid !== undefined && hash !== null) {
      const values = [user, command.cid, row.seq, seq, at, hash];
      this.#cache(user, true);
      this.#database.write(
        () => this.#database.run('INSERT INTO unchanged VALUES (?, ?, ?, ?, ?, ?)', ...values),
        'one',
      );
    }
    return this.ack({ seq, at }, row.seq, command.cid);
  }

  /**
   * @returns the hash that a table stores with a command's cid, so that a repeat is recognized;
   *   `null` for a command without a cid, which cannot be repeated.
   */
  hash(user: string, command: WriteCommand | AnswerCommand): string | null {
    if (command.cid !== undefined) this.#cache(user, true);
    return this.hasher.hash(user, command);
  }

  /**
   * Stores that a command changed a message, without any text. Call it inside a write.
   * @param message the seq of the message.
   */
  note(entry: Entry, user: string, message: number, command?: WriteCommand | AnswerCommand): void {
    const hash = command === undefined ? null : this.hash(user, command);
    this.#changes.insert(entry, user, message, command?.cid ?? null, hash);
  }
}

/** The table of commands that changed nothing. Its rows are not entries of the log. */
const UNCHANGED = { name: 'unchanged', command: hashedCommand('target') };
