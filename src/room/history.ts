import type { Answer } from '../protocol/assistant.ts';
import type { DurableFrame, ResumeMode } from '../protocol/frames.ts';
import type { Message, Reactions } from '../protocol/message.ts';
import { messageIdOf, parseCursor, parseMessageId } from '../protocol/place.ts';
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

export type Replay = { readonly mode: ResumeMode; readonly frames: readonly DurableFrame[] };

/** Reads the log: one message, a page, what came since a cursor. It writes nothing. */
export class History {
  readonly #store: Store;
  readonly #head: () => number;

  /** @param head gives the newest seq of the log. */
  constructor(store: Store, head: () => number) {
    this.#store = store;
    this.#head = head;
  }

  /** @returns the row behind a message's id, or `undefined` for one that is not of this log. */
  find(id: string): MessageRow | undefined {
    const place = parseMessageId(id);
    if (place === null || place.epoch !== this.#store.epoch) return undefined;
    return this.row(place.seq);
  }

  row(seq: number): MessageRow | undefined {
    return this.#store.first<MessageRow>(`SELECT ${COLUMNS} FROM messages m WHERE m.seq = ?`, seq);
  }

  /** Messages before a seq, newest first. Reads no further back than asked. */
  before(seq: number): Iterable<MessageRow> {
    return this.#store.rows<MessageRow>(PAGE, seq, MOST_BACK);
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
    const rows = this.#store.all<MessageRow>(PAGE, end, limit + 1);
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
    let mode = this.#mode(since, limits.replay);
    if (mode === 'resumed') {
      const frames = this.#since(parseCursor(since ?? '')?.seq ?? 0);
      if (frames !== undefined) return { mode, frames };
      mode = 'gap';
    }
    const page = this.page(undefined, limits.page)?.messages ?? [];
    return { mode, frames: page.map((message) => ({ type: 'message', ...message })) };
  }

  #mode(since: string | undefined, most: number): ResumeMode {
    if (since === undefined) return 'fresh';
    const from = parseCursor(since);
    const head = this.#head();
    if (from === null || from.epoch !== this.#store.epoch || from.seq > head) return 'reset';
    // Seq is dense, so this counts what would be replayed without reading it.
    return head - from.seq > most || from.seq < this.#floor() ? 'gap' : 'resumed';
  }

  /** Everything above it is still there; 0 where nothing was ever pruned. */
  #floor(): number {
    const oldest = this.#store.first<{ seq: number | null }>(
      `SELECT min(seq) AS seq FROM (SELECT (SELECT min(seq) FROM messages) AS seq
       UNION ALL SELECT (SELECT min(seq) FROM changes))`,
    );
    return (oldest?.seq ?? 1) - 1;
  }

  /**
   * Messages as they stand now, and the last change of each older one, in the order of the log [I3];
   * `undefined` where a message was changed and then pruned, which no frame can tell.
   */
  #since(seq: number): DurableFrame[] | undefined {
    const frames: DurableFrame[] = this.#store
      .all<MessageRow>(SINCE, seq)
      .map((row) => ({ type: 'message', ...this.message(row) }));
    type Changed = { change: number } & (MessageRow | { seq: null });
    for (const row of this.#store.rows<Changed>(CHANGED_SINCE, seq)) {
      if (row.seq === null) return undefined;
      if (row.seq <= seq && row.change === row.version)
        frames.push({ type: 'changed', seq: row.change, message: this.message(row) });
    }
    return frames.sort((a, b) => a.seq - b.seq);
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
