import type { DurableFrame } from '../../protocol/frames.ts';
import type { Database } from './database.ts';
import { type EntryTable, hashedCommand } from './entry-table.ts';
import type { Entry } from './log.ts';
import { MESSAGE_COLUMNS, type MessageRow, type MessageTable } from './message-table.ts';

const SINCE = `SELECT c.seq AS change, ${MESSAGE_COLUMNS} FROM changes c
  LEFT JOIN messages m ON m.seq = c.target WHERE c.seq > ? ORDER BY c.seq`;

/** Records that messages were edited, deleted or reacted to. It never stores any text. */
export class ChangeTable implements EntryTable {
  readonly name = 'changes';
  readonly limit = 'change';
  readonly contentBytes = '0';
  readonly command = hashedCommand('target');
  readonly #database: Database;
  readonly #messages: Pick<MessageTable, 'message' | 'isServed'>;

  constructor(database: Database, messages: Pick<MessageTable, 'message' | 'isServed'>) {
    this.#database = database;
    this.#messages = messages;
  }

  /**
   * Stores that a message was changed. Call it inside a write.
   * @param message the seq of the message.
   * @param hash the hash of the command; `null` for one without a cid.
   */
  insert(
    { seq, at }: Entry,
    user: string,
    message: number,
    cid: string | null,
    hash: string | null,
  ): void {
    this.#database.run(
      'INSERT INTO changes (seq, at, user, target, cid, hash) VALUES (?, ?, ?, ?, ?, ?)',
      ...[seq, at, user, message, cid, hash],
    );
  }

  /**
   * Returns the last change after a cursor of each message that is older than the cursor. Newer
   * messages are replayed in their current state, so they need no `changed` frame.
   */
  since(seq: number): DurableFrame[] | undefined {
    type Changed = { change: number } & (MessageRow | { seq: null });
    const frames: DurableFrame[] = [];
    for (const row of this.#database.rows<Changed>(SINCE, seq)) {
      if (row.seq === null || !this.#messages.isServed(row)) return undefined;
      if (row.seq <= seq && row.change === row.version)
        frames.push({ type: 'changed', seq: row.change, message: this.#messages.message(row) });
    }
    return frames;
  }

  /** Returns no frames: the messages of the newest page include their changes already. */
  newest(): DurableFrame[] {
    return [];
  }

  deleteBefore(seq: number): void {
    this.#database.run('DELETE FROM changes WHERE seq < ?', seq);
  }
}
