import type { DurableFrame } from '../../protocol/frames.ts';

/**
 * A table whose rows are the log entries of one durable kind. Each row has a `seq`, unique among
 * all entry tables, and `at`, `user` and `cid`. Append, replay, idempotency, retention and the rate
 * limits work with every table of this shape.
 */
export interface EntryTable {
  /** Its name in the database. */
  readonly name: string;
  /** The rate limit that its entries count for. */
  readonly limit: 'message' | 'change';
  /** SQL expression for the size of a row's content, in bytes. */
  readonly contentBytes: string;
  /**
   * SQL columns that a repeated command is compared with. They are the seq of the message that the
   * command was about (its own seq if there is none), the hash of the command, and the text and the
   * seq of the quoted message. The last two are used if the row has no hash because it still holds
   * the text as it was sent.
   */
  readonly command: string;
  /** Returns the frames of entries after a seq; `undefined` if one of them is no longer served. */
  since(seq: number): DurableFrame[] | undefined;
  /** Returns the newest frames, at most `limit`, for a client without a usable cursor. */
  newest(limit: number): DurableFrame[];
  /** Deletes entries before a seq. Call it inside a write. */
  deleteBefore(seq: number): void;
}

/** The value of `command` for a table that stores a hash of each command. */
export const hashedCommand = (message: string): string => `${message}, hash, NULL, NULL`;
