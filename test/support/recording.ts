import type { WriteCommand } from '../../src/protocol/commands.ts';
import type { Frame, FrameOf } from '../../src/protocol/frames.ts';
import type { Message } from '../../src/protocol/message.ts';

/** One command, and every reply it got. */
export type SentCommand = {
  /** The person's id. */
  readonly by: string;
  /** Commands from one tab must keep their order; without it, all of a person's must. */
  readonly tab?: string;
  readonly act: WriteCommand;
  readonly acks: readonly FrameOf<'ack'>[];
};

/** All frames of one reader, connection after connection; each starts with its `welcome`. */
export type Reader = { readonly name: string; readonly frames: readonly Frame[] };

/** What happened in one room, from outside. */
export type Recording = {
  /** In the order in which each person sent them. */
  readonly sentCommands: readonly SentCommand[];
  /** The whole history at the end, oldest first. */
  readonly stored: readonly Message[];
  readonly readers: readonly Reader[];
  /** Everything older may have been pruned. */
  readonly oldestKept?: number;
};

/**
 * `lost`: acknowledged or seen, but not stored · `doubled`: one command became two messages, or was
 * shown twice · `reordered`: not in the order of seq, or not in the order sent · `skipped`: a
 * reader missed something without a `gap` or `reset` · `inconsistent`: one seq with two contents ·
 * `invented`: sent by no client.
 */
export type Anomaly = {
  readonly kind: 'lost' | 'doubled' | 'reordered' | 'skipped' | 'inconsistent' | 'invented';
  readonly says: string;
};
