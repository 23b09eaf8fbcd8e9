import type { Frame } from '../protocol/frames.ts';
import type { Message } from '../protocol/message.ts';
import type { Readable } from './core/value.ts';

/** What `answersOf`, `onFrame` and other lazily loaded parts build on. */
export type Wire = {
  /** The frames that arrived together last, after the chat has applied them. */
  readonly frames: Readable<readonly Frame[]>;
  readonly connection: {
    /** Sends a frame; false if there is no connection. */
    readonly send: (frame: object) => boolean;
    /** Reconnects and resumes. */
    readonly restart: () => void;
  };
  readonly roomState: {
    readonly cursor: string | null;
    /** Applies messages that come right before those it has, or overlap them. */
    readonly takePage: (page: readonly Message[]) => void;
  };
};
