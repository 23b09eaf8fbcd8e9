import type { Backlog } from '../../protocol/backlog.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';

/** Whoever frames are sent to: one socket, and what is queued for it. */
export interface Recipient {
  readonly open: boolean;
  readonly socket: Pick<WebSocket, 'send' | 'bufferedAmount'>;
  /** Gets one JSON object per WebSocket message. */
  readonly isPlain: boolean;
  readonly backlog: Backlog;
  /** Why it is closed once its own frames are sent. */
  readonly farewell: ErrorCode | undefined;
  /** Queues frames for it alone. They are sent before what everyone gets. */
  queue(frames: readonly Frame[]): void;
  /** From here on it gets what everyone gets, except the first so many frames that are queued [I4]. */
  goLive(queued: number): void;
  /** Hands over its own frames, and from where in the common queue on it gets the rest. */
  drain(): { readonly own: readonly Frame[]; readonly from: number };
}
