import type { DurableFrame } from '../../protocol/frames.ts';
import type { Database } from './database.ts';
import { type EntryTable, hashedCommand } from './entry-table.ts';
import type { Entry } from './log.ts';
import { MESSAGE_COLUMNS, type MessageRow, type MessageTable } from './message-table.ts';

const SINCE = `SELECT c.seq AS change, ${MESSAGE_COLUMNS} FROM changes c
  LEFT JOIN messages m ON m.seq = c.target WHERE c.seq > ? ORDER BY c.seq`;

/** That messages were edited, deleted or reacted to; never what was said. */
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
   * Stores that a message was changed. Inside a write.
   * @param message its seq. @param hash of the command.
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

  /** The last change of each message that is older than the cursor: newer ones show it anyway. */
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

  /** Messages show their changes. */
  newest(): DurableFrame[] {
    return [];
  }

  deleteBefore(seq: number): void {
    this.#database.run('DELETE FROM changes WHERE seq < ?', seq);
  }
}
