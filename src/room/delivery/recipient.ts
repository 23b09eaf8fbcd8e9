import type { Backlog } from '../../protocol/backlog.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';

/** A socket that frames are sent to, and its own queued frames. */
export interface Recipient {
  readonly open: boolean;
  readonly socket: Pick<WebSocket, 'send' | 'bufferedAmount'>;
  /** Whether it gets one JSON object per WebSocket message, never an array. */
  readonly isPlain: boolean;
  readonly backlog: Backlog;
  /** Why it is closed once its own frames are sent; `undefined` if it stays open. */
  readonly closeReason: ErrorCode | undefined;
  /** Queues frames for it alone. They are sent before the shared frames. */
  queue(frames: readonly Frame[]): void;
  /**
   * Makes it receive shared frames from now on.
   * @param queued how many shared frames are queued already; it does not get these [I4].
   */
  goLive(queued: number): void;
  /** Removes and returns its own frames, and the index of the first shared frame that it gets. */
  drain(): { readonly own: readonly Frame[]; readonly from: number };
}
