import type { WriteCommand } from '../../src/protocol/commands.ts';
import type { Frame, FrameOf } from '../../src/protocol/frames.ts';
import type { Message } from '../../src/protocol/message.ts';

/** One thing that someone did, and every answer it got. */
export type Deed = {
  /** The person's id. */
  readonly by: string;
  /** Deeds from one tab are judged to keep their order; without it, all of a person's. */
  readonly tab?: string;
  readonly act: WriteCommand;
  readonly acks: readonly FrameOf<'ack'>[];
};

/** All that one reader got, connection after connection; each begins with its `welcome`. */
export type Reader = { readonly name: string; readonly frames: readonly Frame[] };

/** What happened in one room, from outside. */
export type Recording = {
  /** In the order in which each person did them. */
  readonly deeds: readonly Deed[];
  /** The whole history at the end, oldest first. */
  readonly stored: readonly Message[];
  readonly readers: readonly Reader[];
  /** Everything older may have been pruned. */
  readonly oldestKept?: number;
};

/**
 * `lost` acked or seen, and not stored · `doubled` one act, two messages, or shown twice ·
 * `reordered` not in the order of seq, or not in the order sent · `skipped` a reader went past
 * something without being told `gap` or `reset` · `inconsistent` one seq, two contents ·
 * `invented` said by nobody.
 */
export type Anomaly = {
  readonly kind: 'lost' | 'doubled' | 'reordered' | 'skipped' | 'inconsistent' | 'invented';
  readonly says: string;
};
