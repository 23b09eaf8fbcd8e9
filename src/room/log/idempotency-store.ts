import type { AnswerCommand, WriteCommand } from '../../protocol/commands.ts';
import type { DurableFrame, FrameOf } from '../../protocol/frames.ts';
import { messageIdOf } from '../../protocol/place.ts';
import { type Result, refused } from '../../protocol/result.ts';
import { CommandHasher } from './command-hasher.ts';
import type { Database } from './database.ts';
import type { Entry, Log } from './log.ts';
import type { MessageRow } from './message-table.ts';

/** What came of an act. Without a `frame` nothing changed. */
export type Outcome = { readonly ack: FrameOf<'ack'>; readonly frame?: DurableFrame };

const CHANGES = `SELECT 1 FROM changes WHERE user = ?1 AND cid IS NOT NULL
  UNION ALL SELECT 1 FROM unchanged WHERE user = ?1 LIMIT 1`;

/** People of whom it is remembered whether they have changed something. */
const MOST_KNOWN = 1000;

/** Answers to acts, the same again to the same act under the same cid [I2]. */
export class IdempotencyStore {
  readonly hasher: CommandHasher;
  readonly #database: Database;
  readonly #log: Log;
  readonly #hasChanged = new Map<string, boolean>();

  constructor(database: Database, log: Log) {
    this.#database = database;
    this.#log = log;
    this.hasher = new CommandHasher(() => database.epoch);
  }

  /** The answer to an act whose cid was there before; `undefined` for a new one. */
  repeat(user: string, act: WriteCommand | AnswerCommand): Result<Outcome> | undefined {
    const before = act.cid === undefined ? undefined : this.#log.remembered(user, act.cid);
    if (before === undefined) return undefined;
    return this.hasher.isSame(user, act, before)
      ? {
          ok: true,
          value: { ack: { ...this.ack(before, before.message, act.cid), duplicate: true } },
        }
      : refused('cid_conflict', 'This cid was used for something else; make a new one.');
  }

  /**
   * Whether a person has ever changed a message, or tried to, under a cid; remembered, because nearly
   * nobody has and it is asked for each message.
   */
  hasChanged(user: string): boolean {
    const known = this.#hasChanged.get(user);
    return known ?? this.#know(user, this.#database.first(CHANGES, user) !== undefined);
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

  /** Answers an act that changed nothing. Under a cid it is remembered as any other [R22]. */
  unchanged(user: string, row: MessageRow, act: WriteCommand | AnswerCommand): FrameOf<'ack'> {
    const { version: seq, at } = row;
    const hash = this.hasher.hash(user, act);
    if (act.cid !== undefined && hash !== null) {
      const values = [user, act.cid, row.seq, seq, at, hash];
      this.#know(user, true);
      this.#database.write(
        () => this.#database.run('INSERT INTO unchanged VALUES (?, ?, ?, ?, ?, ?)', ...values),
        'one',
      );
    }
    return this.ack({ seq, at }, row.seq, act.cid);
  }

  /** Notes that an act changed a message, and never what it said. Inside a write. */
  note(
    { seq, at }: Entry,
    user: string,
    message: number,
    act?: WriteCommand | AnswerCommand,
  ): void {
    const hash = act === undefined ? null : this.hasher.hash(user, act);
    if (act?.cid !== undefined) this.#know(user, true);
    this.#database.run(
      'INSERT INTO changes (seq, at, user, target, cid, hash) VALUES (?, ?, ?, ?, ?, ?)',
      ...[seq, at, user, message, act?.cid ?? null, hash],
    );
  }
}
