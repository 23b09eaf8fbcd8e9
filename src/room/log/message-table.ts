import type { Answer } from '../../protocol/assistant.ts';
import type { DurableFrame } from '../../protocol/frames.ts';
import { QUOTE_CHARS } from '../../protocol/limits.ts';
import type { Message, Quote, Reactions, User } from '../../protocol/message.ts';
import { messageIdOf, parseMessageId } from '../../protocol/place.ts';
import type { HistoryBody, PageAt } from '../../protocol/rest.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { AgeLimit } from './age-limit.ts';
import type { Database } from './database.ts';
import type { EntryTable } from './entry-table.ts';
import type { Entry } from './log.ts';

export type MessageRow = {
  seq: number;
  at: number;
  user: string;
  name: string;
  text: string;
  reply_to: number | null;
  version: number;
  edited: number;
  deleted: number;
  reactions: string | null;
  cid: string | null;
  assistant: string | null;
};

/** @returns the assistant's data of a message; `undefined` if the message is not an answer. */
export const answerOf = ({ assistant }: Pick<MessageRow, 'assistant'>): Answer | undefined =>
  assistant === null ? undefined : (JSON.parse(assistant) as Answer);

/** Stores nothing if the author has sent a message under this cid before [I2]. */
const INSERT = `INSERT INTO messages (seq, at, user, name, text, cid, reply_to, version)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?1) ON CONFLICT (cid, user) WHERE cid IS NOT NULL DO NOTHING`;

/** The columns of a message, for queries that name the table `m`. */
export const MESSAGE_COLUMNS =
  'm.seq, m.at, m.user, m.name, m.text, m.reply_to, m.version, m.edited, m.deleted, m.reactions, m.cid, m.assistant';

const PAGE = `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.seq < ? ORDER BY m.seq DESC LIMIT ?`;
const SINCE = `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.seq > ? ORDER BY m.seq`;
const AFTER = `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.seq > ? ORDER BY m.seq LIMIT ?`;
const QUOTED = `SELECT seq, at, user, name, substr(text, 1, ?) AS text, version, deleted
  FROM messages WHERE seq = ?`;

/** The maximum number of messages that `before` reads. */
const MOST_BACK = 500;

/** The messages in their current state. Only this class reads and writes their columns. */
export class MessageTable implements EntryTable {
  readonly name = 'messages';
  readonly limit = 'message';
  readonly contentBytes = 'octet_length(text)';
  readonly command = 'seq AS message, hash, text, reply_to';
  readonly #database: Database;
  readonly #ageLimit: AgeLimit;

  constructor(database: Database, ageLimit: AgeLimit) {
    this.#database = database;
    this.#ageLimit = ageLimit;
  }

  /** @returns the row of a message id; `undefined` if this log has no such message to serve. */
  find(id: string): MessageRow | undefined {
    const place = parseMessageId(id);
    if (place === null || place.epoch !== this.#database.epoch) return undefined;
    return this.row(place.seq);
  }

  /** @returns the row of a seq; `undefined` if there is no such message or it has expired. */
  row(seq: number): MessageRow | undefined {
    const query = `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.seq = ?`;
    const row = this.#database.first<MessageRow>(query, seq);
    return row !== undefined && this.isServed(row) ? row : undefined;
  }

  /**
   * Stores a new message. Call it inside a write.
   * @param replyTo the seq of the quoted message; `null` for none.
   * @returns its row; `undefined` if its author has sent a message with the same cid before.
   */
  insert(
    { seq, at }: Entry,
    { id, name }: User,
    { text, cid = null }: { readonly text: string; readonly cid?: string | null },
    replyTo: number | null,
  ): MessageRow | undefined {
    const written = this.#database.run(INSERT, seq, at, id, name, text, cid, replyTo);
    if (written === 0) return undefined;
    return {
      ...{ seq, at, user: id, name, text, reply_to: replyTo, version: seq },
      ...{ edited: 0, deleted: 0, reactions: null, cid, assistant: null },
    };
  }

  /**
   * Stores a new answer of the assistant, without text. Call it inside a write.
   * @param replyTo the seq of the question.
   */
  insertAnswer(
    { seq, at }: Entry,
    { id, name }: User,
    replyTo: number,
    answer: Answer,
  ): MessageRow {
    const row = { seq, at, user: id, name, text: '', reply_to: replyTo, cid: null };
    const assistant = JSON.stringify(answer);
    this.#database.run(
      `INSERT INTO messages (seq, at, user, name, text, reply_to, version, assistant)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[seq, at, id, name, '', replyTo, seq, assistant],
    );
    return { ...row, version: seq, edited: 0, deleted: 0, reactions: null, assistant };
  }

  /**
   * Stores an edited text. Call it inside a write.
   * @param hash the hash of the message as it was sent.
   * @returns the columns that changed.
   */
  setText({ seq }: MessageRow, version: number, text: string, hash: string | null) {
    this.#database.run(
      `UPDATE messages SET text = ?, edited = 1, version = ?, hash = coalesce(hash, ?)
       WHERE seq = ?`,
      ...[text, version, hash, seq],
    );
    return { text, edited: 1 };
  }

  /**
   * Replaces a message by a tombstone. Call it inside a write.
   * @param hash the hash of the message as it was sent.
   * @returns the columns that changed.
   */
  setDeleted({ seq }: MessageRow, version: number, hash: string | null) {
    this.#database.run(
      `UPDATE messages SET text = '', deleted = 1, edited = 0, reactions = NULL, version = ?,
       hash = coalesce(hash, ?) WHERE seq = ?`,
      ...[version, hash, seq],
    );
    return { text: '', deleted: 1, edited: 0, reactions: null };
  }

  /**
   * Stores the summary of a message's reactions. Call it inside a write.
   * @returns the columns that changed.
   */
  setReactions({ seq }: MessageRow, version: number, summary: Reactions) {
    const reactions = Object.keys(summary).length === 0 ? null : JSON.stringify(summary);
    this.#database.run(
      'UPDATE messages SET reactions = ?, version = ? WHERE seq = ?',
      ...[reactions, version, seq],
    );
    return { reactions };
  }

  /**
   * Stores the new state and text of an answer. Call it inside a write.
   * @returns the columns that changed.
   */
  setAnswer({ seq }: MessageRow, version: number, text: string, answer: Answer) {
    const assistant = JSON.stringify(answer);
    this.#database.run(
      'UPDATE messages SET text = ?, assistant = ?, version = ? WHERE seq = ?',
      ...[text, assistant, version, seq],
    );
    return { text, assistant };
  }

  /** Yields the messages before a seq, newest first. It reads only as many rows as are consumed. */
  before(seq: number): Iterable<MessageRow> {
    return this.#shown(this.#database.rows<MessageRow>(PAGE, seq, MOST_BACK));
  }

  /**
   * Reads one page of messages, newest last.
   * @param at the place in history; the newest page if it is empty.
   * @param limit the maximum number of messages.
   * @returns the messages, and the places of the adjacent pages: `before`, and `after` if the
   *   request had `after` or `around` [R74]. A place is `null` at the end of history. Refused with
   *   `bad_request` if the place is not of this log, and with `not_found` if the message around
   *   which to read is gone.
   */
  page({ before, after, around }: PageAt, limit: number): Result<HistoryBody> {
    const id = before ?? after ?? around;
    const seq = id === undefined ? Number.MAX_SAFE_INTEGER : this.#seqOf(id);
    if (seq === undefined)
      return refused('bad_request', 'That place is not of this room; start without it.');
    if (after !== undefined) return this.#pageOf(seq + 1, 0, limit);
    if (around === undefined) return this.#pageOf(seq, limit, 0);
    if (this.row(seq) === undefined) return refused('not_found', 'That message is not here.');
    const older = Math.floor(limit / 2);
    return this.#pageOf(seq, older, limit - older);
  }

  #seqOf(id: string): number | undefined {
    const place = parseMessageId(id);
    return place?.epoch === this.#database.epoch ? place.seq : undefined;
  }

  /**
   * Reads messages on both sides of a seq.
   * @param older the maximum number of messages before it.
   * @param newer the maximum number of messages from it on.
   */
  #pageOf(seq: number, older: number, newer: number): Result<HistoryBody> {
    const from = Math.max(seq, this.#ageLimit.first());
    const back = [...this.#shown(this.#database.rows<MessageRow>(PAGE, from, older + 1))];
    const ahead = newer === 0 ? [] : this.#database.all<MessageRow>(AFTER, from - 1, newer + 1);
    const messages = [...back.slice(0, older).reverse(), ...ahead.slice(0, newer)].map(
      this.message,
    );
    const first = messages[0]?.id ?? messageIdOf({ epoch: this.#database.epoch, seq: from });
    const before = back.length > older ? first : null;
    const after = ahead.length > newer ? (messages.at(-1)?.id ?? null) : null;
    return { ok: true, value: { messages, before, ...(newer > 0 && { after }) } };
  }

  /** Returns the messages after a seq in their current state; `undefined` if one has expired. */
  since(seq: number): DurableFrame[] | undefined {
    const rows = this.#database.all<MessageRow>(SINCE, seq);
    if (rows[0] !== undefined && !this.isServed(rows[0])) return undefined;
    return rows.map((row) => ({ type: 'message', ...this.message(row) }));
  }

  newest(limit: number): DurableFrame[] {
    const page = this.page({}, limit);
    const messages = page.ok ? page.value.messages : [];
    return messages.map((message) => ({ type: 'message', ...message }));
  }

  deleteBefore(seq: number): void {
    this.#database.run('DELETE FROM messages WHERE seq < ?', seq);
  }

  /**
   * Removes the content of a message but keeps its row, because the next seq is computed from it
   * [I5]. Call it inside a write.
   */
  erase(seq: number): void {
    this.#database.run(
      `UPDATE messages SET text = '', name = '', deleted = 1, cid = NULL, hash = NULL,
       reply_to = NULL, reactions = NULL, assistant = NULL WHERE seq = ?`,
      seq,
    );
  }

  /** Whether a message may be served, that is, has not expired [R36]. */
  isServed({ at }: Pick<MessageRow, 'at'>): boolean {
    return this.#ageLimit.shows({ at });
  }

  /**
   * Reads the quote that a reply shows, from the current state of the quoted message. It is read
   * each time and never stored, so that no deleted or edited text remains in replies [R75].
   */
  #quote(seq: number): Quote | undefined {
    const row = this.#database.first<MessageRow>(QUOTED, QUOTE_CHARS, seq);
    if (row === undefined || !this.isServed(row)) return undefined;
    const { user, name, text, version, deleted } = row;
    return { user: { id: user, name }, text, version, ...(deleted === 1 && { deleted: true }) };
  }

  /** Yields rows, read newest first, up to the first one that has expired. */
  *#shown(newestFirst: Iterable<MessageRow>): Iterable<MessageRow> {
    for (const row of newestFirst) {
      if (!this.isServed(row)) return;
      yield row;
    }
  }

  /** Converts a row to a message of the protocol, with its quote. */
  readonly message = (row: MessageRow): Message => {
    const { epoch } = this.#database;
    const quote = row.reply_to === null ? undefined : this.#quote(row.reply_to);
    const id = messageIdOf({ epoch, seq: row.seq });
    return {
      seq: row.seq,
      id,
      version: row.version,
      user: { id: row.user, name: row.name },
      text: row.text,
      timestamp: row.at,
      ...(row.reply_to !== null && { replyTo: messageIdOf({ epoch, seq: row.reply_to }) }),
      ...(quote && { quote }),
      ...(row.edited === 1 && { edited: true }),
      ...(row.deleted === 1 && { deleted: true }),
      ...(row.reactions !== null && { reactions: JSON.parse(row.reactions) as Reactions }),
      ...(row.assistant !== null && { assistant: JSON.parse(row.assistant) as Answer }),
    };
  };
}
