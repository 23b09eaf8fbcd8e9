import type { Frame } from '../protocol/frames.ts';
import type { Message } from '../protocol/message.ts';
import type { Readable } from './core/value.ts';

/** What parts that are loaded when needed build on. */
export type Wire = {
  /** The frames that came together last, once the chat has taken them in. */
  readonly frames: Readable<readonly Frame[]>;
  readonly connection: {
    /** Sends one; false where there is no connection to send it over. */
    readonly send: (frame: object) => boolean;
    /** Begins anew, from where it left off. */
    readonly restart: () => void;
  };
  readonly view: {
    readonly cursor: string | null;
    /** Takes in messages that stand right before those it has, or among them. */
    readonly takePage: (page: readonly Message[]) => void;
  };
};
