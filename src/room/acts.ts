import type { CommandOf, WriteCommand } from '../protocol/commands.ts';
import type { DurableFrame } from '../protocol/frames.ts';
import { ownReactionKinds } from '../protocol/limits.ts';
import type { Reactions, User } from '../protocol/message.ts';
import { type Result, refused } from '../protocol/result.ts';
import { Answers } from './assistant/answers.ts';
import type { Database } from './log/database.ts';
import type { IdempotencyStore, Outcome } from './log/idempotency-store.ts';
import type { Log } from './log/log.ts';
import type { MessageRow, MessageTable } from './log/message-table.ts';
import type { ReactionTable } from './log/reaction-table.ts';
import { storageFull } from './log/storage-fault.ts';

type Deps = {
  readonly database: Database;
  readonly log: Log;
  readonly messages: MessageTable;
  readonly idempotency: IdempotencyStore;
  readonly reactions: ReactionTable;
  readonly reactionKinds: number;
  /** Whether the room takes nothing more but deletes. */
  readonly isFull: () => boolean;
};

/** Stores a message unless its author has sent one under its cid before [I2]. */
const INSERT = `INSERT INTO messages (seq, at, user, name, text, cid, reply_to, version)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?1) ON CONFLICT (user, cid) WHERE cid IS NOT NULL DO NOTHING`;

const missing = refused('not_found', 'That message is not here.');
const missingQuote = refused('not_found', 'The message that you reply to is not here.');
const deleted = refused('message_deleted', 'That message was deleted.');

const done = (ack: Outcome['ack'], frame?: DurableFrame): Result<Outcome> => ({
  ok: true,
  value: { ack, ...(frame && { frame }) },
});

/** What people do to the log: each act is checked, stored and answered in one synchronous turn [I1]. */
export class Acts {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  perform(user: User, act: WriteCommand): Result<Outcome> {
    if (act.type === 'message') return this.#say(user, act);
    const repeat = this.#deps.idempotency.repeat(user.id, act);
    if (repeat !== undefined) return repeat;
    const full = act.type === 'delete' ? undefined : this.#full();
    if (full !== undefined) return full;
    switch (act.type) {
      case 'edit':
        return this.#edit(user, act);
      case 'delete':
        return this.#delete(user, act);
      case 'react':
        return this.#react(user, act);
    }
  }

  /** Which emoji a person has put on a message, whether it names them or not. */
  reactedBy(user: User, id: string): Result<string[]> {
    const row = this.#deps.messages.find(id);
    if (row === undefined) return missing;
    const kinds = Object.keys(JSON.parse(row.reactions ?? '{}') as Reactions);
    return { ok: true, value: this.#ownKinds(row, kinds, user) };
  }

  /**
   * Nearly every message is new, so storing it is what finds out whether its cid was there before:
   * one statement. Only where nothing was stored the log is asked why.
   */
  #say(user: User, act: CommandOf<'message'>): Result<Outcome> {
    const { messages, idempotency } = this.#deps;
    const change = idempotency.hasChanged(user.id) ? idempotency.repeat(user.id, act) : undefined;
    if (change !== undefined) return change;
    const quoted = act.replyTo === undefined ? null : messages.find(act.replyTo);
    const refusal = this.#full() ?? (quoted === undefined ? missingQuote : undefined);
    const row = refusal ? undefined : this.#insert(user, act, quoted?.seq ?? null);
    if (row === undefined) {
      const answer = idempotency.repeat(user.id, act) ?? refusal;
      if (answer === undefined) throw new Error('a message with a new cid was not stored');
      return answer;
    }
    const frame: DurableFrame = { type: 'message', ...messages.message(row) };
    return done(idempotency.ack(row, row.seq, act.cid), frame);
  }

  /** @returns the new message, or `undefined` where its author has sent one under its cid before. */
  #insert(
    { id, name }: User,
    act: CommandOf<'message'>,
    replyTo: number | null,
  ): MessageRow | undefined {
    const { database, log } = this.#deps;
    const { text } = act;
    const cid = act.cid ?? null;
    return log.append(({ seq, at }): MessageRow | undefined => {
      const written = database.run(INSERT, seq, at, id, name, text, cid, replyTo);
      if (written === 0) return undefined;
      return {
        ...{ seq, at, user: id, name, text, reply_to: replyTo, version: seq },
        ...{ edited: 0, deleted: 0, reactions: null, cid, assistant: null },
      };
    }, 'one');
  }

  /** Asked before writing: a database that refuses a write takes the whole room down with it. */
  #full(): Result<Outcome> | undefined {
    return this.#deps.isFull() ? { ok: false, fault: storageFull() } : undefined;
  }

  #edit(user: User, act: CommandOf<'edit'>): Result<Outcome> {
    const found = this.#own(user, act.id);
    if (!found.ok) return found;
    const row = found.value;
    if (row.deleted === 1) return deleted;
    if (row.text === act.text) return this.#unchanged(user, row, act);
    return this.#change(user, row, act, (seq) => {
      this.#deps.database.run(
        `UPDATE messages SET text = ?, edited = 1, version = ?, hash = coalesce(hash, ?)
         WHERE seq = ?`,
        ...[act.text, seq, this.#deps.idempotency.hasher.hashOf(row), row.seq],
      );
      return { text: act.text, edited: 1 };
    });
  }

  /** Leaves a tombstone: that there was a message, from whom and when, and nothing of what it said. */
  #delete(user: User, act: CommandOf<'delete'>): Result<Outcome> {
    // An answer is also its asker's to take away [R113].
    const found = this.#own(user, act.id, (row) => Answers.of(row)?.by === user.id);
    if (!found.ok) return found;
    const row = found.value;
    if (row.deleted === 1) return this.#unchanged(user, row, act);
    return this.#change(user, row, act, (seq) => {
      const { database, reactions } = this.#deps;
      database.run(
        `UPDATE messages SET text = '', deleted = 1, edited = 0, reactions = NULL, version = ?,
         hash = coalesce(hash, ?) WHERE seq = ?`,
        ...[seq, this.#deps.idempotency.hasher.hashOf(row), row.seq],
      );
      if (row.reactions !== null) reactions.clear(row.seq);
      return { text: '', deleted: 1, edited: 0, reactions: null };
    });
  }

  #react(user: User, act: CommandOf<'react'>): Result<Outcome> {
    const { database, reactions, reactionKinds } = this.#deps;
    const row = this.#deps.messages.find(act.id);
    if (row === undefined) return missing;
    if (row.deleted === 1) return deleted;
    if (reactions.has(row.seq, act.emoji, user.id) === act.on)
      return this.#unchanged(user, row, act);
    const before = JSON.parse(row.reactions ?? '{}') as Reactions;
    if (act.on && before[act.emoji] === undefined) {
      const kinds = Object.keys(before);
      if (kinds.length >= reactionKinds)
        return refused('not_allowed', `A message takes at most ${reactionKinds} different emoji.`);
      const most = ownReactionKinds(reactionKinds);
      if (this.#ownKinds(row, kinds, user).length >= most)
        return refused('not_allowed', `One person adds at most ${most} emoji to a message.`);
    }
    return this.#change(user, row, act, (seq) => {
      const after = reactions[act.on ? 'add' : 'remove'](row.seq, act.emoji, user.id, before);
      const summary = Object.keys(after).length === 0 ? null : JSON.stringify(after);
      const update = 'UPDATE messages SET reactions = ?, version = ? WHERE seq = ?';
      database.run(update, summary, seq, row.seq);
      return { reactions: summary };
    });
  }

  #ownKinds({ seq }: MessageRow, kinds: readonly string[], user: User): string[] {
    return kinds.filter((emoji) => this.#deps.reactions.has(seq, emoji, user.id));
  }

  /** The message behind an id, where it is this person's. */
  #own(
    user: User,
    id: string,
    isTheirs: (row: MessageRow) => boolean = () => false,
  ): Result<MessageRow> {
    const row = this.#deps.messages.find(id);
    if (row === undefined) return missing;
    if (row.user !== user.id && !isTheirs(row))
      return refused('not_allowed', 'Only its author can change a message.');
    return { ok: true, value: row };
  }

  #change(
    user: User,
    row: MessageRow,
    act: WriteCommand,
    write: (seq: number) => Partial<MessageRow>,
  ): Result<Outcome> {
    const { log, messages, idempotency } = this.#deps;
    const [entry, after] = log.append((made) => {
      idempotency.note(made, user.id, row.seq, act);
      return [made, { ...row, ...write(made.seq), version: made.seq }] as const;
    });
    const message = messages.message(after);
    const frame = { type: 'changed', seq: entry.seq, message } as const;
    return done(idempotency.ack(entry, row.seq, act.cid), frame);
  }

  #unchanged(user: User, row: MessageRow, act: WriteCommand): Result<Outcome> {
    return done(this.#deps.idempotency.unchanged(user.id, row, act));
  }
}
