import type { DurableFrame } from '../../protocol/frames.ts';

/**
 * A table whose rows are entries of the log: one durable kind. Its rows have a `seq`, unique among
 * all tables, and `at`, `user` and `cid`. Append, replay, idempotency, retention and the limits work
 * on every table of this shape.
 */
export interface EntryTable {
  /** Its name in the database. */
  readonly name: string;
  /** The rate limit that its entries count for. */
  readonly limit: 'message' | 'change';
  /** SQL for how many bytes of content a row has. */
  readonly contentBytes: string;
  /**
   * SQL for what a repeat of a row's command is compared with: the seq of the message that it was
   * about or, without one, its own; its hash; and, where the row still has what was sent instead, the
   * text and the seq of the message that it replies to.
   */
  readonly command: string;
  /** The frames of entries after a seq; `undefined` if one of them is no longer served. */
  since(seq: number): DurableFrame[] | undefined;
  /** What somebody who has nothing is sent: the newest of it, at most so many frames. */
  newest(limit: number): DurableFrame[];
  /** Deletes entries before a seq. Inside a write. */
  deleteBefore(seq: number): void;
}

/** `command` of a table that keeps a hash of each command. */
export const hashedCommand = (message: string): string => `${message}, hash, NULL, NULL`;
