import type { Answer } from '../protocol/assistant.ts';
import type { DurableFrame, ResumeMode } from '../protocol/frames.ts';
import type { Message, Reactions } from '../protocol/message.ts';
import { messageIdOf, parseCursor, parseMessageId } from '../protocol/place.ts';
import type { Horizon } from './horizon.ts';
import type { Log } from './log.ts';
import type { Store } from './store.ts';

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

const COLUMNS =
  'm.seq, m.at, m.user, m.name, m.text, m.reply_to, m.version, m.edited, m.deleted, m.reactions, m.cid, m.assistant';

const PAGE = `SELECT ${COLUMNS} FROM messages m WHERE m.seq < ? ORDER BY m.seq DESC LIMIT ?`;
const SINCE = `SELECT ${COLUMNS} FROM messages m WHERE m.seq > ? ORDER BY m.seq`;
const CHANGED_SINCE = `SELECT c.seq AS change, ${COLUMNS} FROM changes c
  LEFT JOIN messages m ON m.seq = c.target WHERE c.seq > ? ORDER BY c.seq`;

/** Nobody looks further back than this many messages at once. */
const MOST_BACK = 500;

export type Replay = {
  readonly mode: ResumeMode;
  readonly frames: readonly DurableFrame[];
  /** Messages before this seq are not served any more; a resumed client may still show them. */
  readonly first: number;
};

/**
 * Reads the log: one message, a page, what came since a cursor. It writes nothing, and gives no
 * message that is past its time [R36].
 */
export class History {
  readonly #store: Store;
  readonly #horizon: Horizon;
  readonly #log: Pick<Log, 'head' | 'oldest'>;

  constructor(store: Store, horizon: Horizon, log: Pick<Log, 'head' | 'oldest'>) {
    this.#store = store;
    this.#horizon = horizon;
    this.#log = log;
  }

  /** @returns the row behind a message's id, or `undefined` for one that is not of this log. */
  find(id: string): MessageRow | undefined {
    const place = parseMessageId(id);
    if (place === null || place.epoch !== this.#store.epoch) return undefined;
    return this.row(place.seq);
  }

  row(seq: number): MessageRow | undefined {
    const query = `SELECT ${COLUMNS} FROM messages m WHERE m.seq = ?`;
    const row = this.#store.first<MessageRow>(query, seq);
    return row !== undefined && this.#horizon.shows(row) ? row : undefined;
  }

  /** Messages before a seq, newest first. Reads no further back than asked. */
  before(seq: number): Iterable<MessageRow> {
    return this.#shown(this.#store.rows<MessageRow>(PAGE, seq, MOST_BACK));
  }

  /**
   * One page of messages, newest last.
   * @param before an id: only what is older than that message.
   * @returns `before` for the next page, `null` at the start of history; `undefined` where `before`
   *   is not of this log.
   */
  page(
    before: string | undefined,
    limit: number,
  ): { messages: Message[]; before: string | null } | undefined {
    let end = Number.MAX_SAFE_INTEGER;
    if (before !== undefined) {
      const place = parseMessageId(before);
      if (place === null || place.epoch !== this.#store.epoch) return undefined;
      end = place.seq;
    }
    const rows = [...this.#shown(this.#store.rows<MessageRow>(PAGE, end, limit + 1))];
    const more = rows.length > limit;
    const messages = rows.slice(0, limit).map(this.message).reverse();
    return { messages, before: more ? (messages[0]?.id ?? null) : null };
  }

  /**
   * What a client must see to be where the log is [I4]: exactly what it missed, or the newest page
   * with the reason why.
   * @param limits how much a resume replays, how long the page is.
   */
  replay(since: string | undefined, limits: { replay: number; page: number }): Replay {
    const first = this.#log.oldest() ?? 1;
    let mode = this.#mode(since, first, limits.replay);
    if (mode === 'resumed') {
      const frames = this.#since(parseCursor(since ?? '')?.seq ?? 0);
      if (frames !== undefined)
        return { mode, frames, first: Math.max(first, this.#horizon.first()) };
      mode = 'gap';
    }
    const page = this.page(undefined, limits.page)?.messages ?? [];
    const frames = page.map((message): DurableFrame => ({ type: 'message', ...message }));
    return { mode, frames, first: 1 };
  }

  #mode(since: string | undefined, first: number, most: number): ResumeMode {
    if (since === undefined) return 'fresh';
    const from = parseCursor(since);
    const head = this.#log.head().seq;
    if (from === null || from.epoch !== this.#store.epoch || from.seq > head) return 'reset';
    // Seq is dense, so this counts what would be replayed without reading it.
    return head - from.seq > most || from.seq < first - 1 ? 'gap' : 'resumed';
  }

  /**
   * Messages as they stand now, and the last change of each older one, in the order of the log [I3];
   * `undefined` where a message was missed, or changed, that is no longer served.
   */
  #since(seq: number): DurableFrame[] | undefined {
    const rows = this.#store.all<MessageRow>(SINCE, seq);
    if (rows[0] !== undefined && !this.#horizon.shows(rows[0])) return undefined;
    const frames: DurableFrame[] = rows.map((row) => ({ type: 'message', ...this.message(row) }));
    type Changed = { change: number } & (MessageRow | { seq: null });
    for (const row of this.#store.rows<Changed>(CHANGED_SINCE, seq)) {
      if (row.seq === null || !this.#horizon.shows(row)) return undefined;
      if (row.seq <= seq && row.change === row.version)
        frames.push({ type: 'changed', seq: row.change, message: this.message(row) });
    }
    return frames.sort((a, b) => a.seq - b.seq);
  }

  /** Of rows that are read newest first, those that are not past their time. */
  *#shown(newestFirst: Iterable<MessageRow>): Iterable<MessageRow> {
    for (const row of newestFirst) {
      if (!this.#horizon.shows(row)) return;
      yield row;
    }
  }

  readonly message = (row: MessageRow): Message => {
    const { epoch } = this.#store;
    const id = messageIdOf({ epoch, seq: row.seq });
    return {
      seq: row.seq,
      id,
      version: row.version,
      user: { id: row.user, name: row.name },
      text: row.text,
      timestamp: row.at,
      ...(row.reply_to !== null && { replyTo: messageIdOf({ epoch, seq: row.reply_to }) }),
      ...(row.edited === 1 && { edited: true }),
      ...(row.deleted === 1 && { deleted: true }),
      ...(row.reactions !== null && { reactions: JSON.parse(row.reactions) as Reactions }),
      ...(row.assistant !== null && { assistant: JSON.parse(row.assistant) as Answer }),
    };
  };
}
