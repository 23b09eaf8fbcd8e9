import type { Frame } from '../protocol/frames.ts';
import type { Message } from '../protocol/message.ts';
import type { Readable } from './core/value.ts';

/** Access to frames and connection, for `answersOf`, `onFrame` and other parts of the SDK. */
export type Wire = {
  /** The frames that arrived together last, after the chat has applied them. */
  readonly frames: Readable<readonly Frame[]>;
  /** The connection that the chats of a page share. */
  readonly connection: {
    /** Sends a frame; false if there is no connection. */
    readonly send: (frame: object) => boolean;
    /** Reconnects and resumes. */
    readonly restart: () => void;
  };
  /** What is known of the room's log. */
  readonly roomState: {
    /** Where a new connection resumes; `null` before the first. */
    readonly cursor: string | null;
    /** Applies messages that come right before those it has, or overlap them. */
    readonly takePage: (page: readonly Message[]) => void;
  };
};
