import type { Transport } from '../client/index.ts';
import type { Fault } from '../protocol/errors.ts';
import type { Frame, FrameOf } from '../protocol/frames.ts';
import type { Message } from '../protocol/message.ts';
import type { Actions } from './play.ts';

/**
 * How the room responds to a connection: accepts it, does not respond, breaks it, or rejects it
 * with an error.
 */
export type ConnectResponse = 'open' | 'silent' | 'broken' | Fault;

/** How the room responds to a request: with success, never, or with an error. */
export type Answer = 'done' | 'never' | Fault;

/** A step: the name of an action in play.ts, and its arguments. */
export type Step = { [K in keyof Actions]: readonly [K, ...Parameters<Actions[K]>] }[keyof Actions];

/** A state of the page: the room's content, and the steps that lead to the state. */
export type Scene = {
  /** A short description. */
  readonly title: string;
  /** The part that the accessibility snapshot covers; by default the conversation. */
  readonly about?: string;
  /** The user has no name yet, and can only read. */
  readonly reader?: true;
  /** Renders the widget on a host page, with these attributes, instead of the chat's own page. */
  readonly widget?: Readonly<Record<string, string>>;
  readonly onConnect?: ConnectResponse;
  readonly transport?: Transport;
  /** The room's name, if it is not a valid one. */
  readonly room?: string;
  /** Earlier messages; by default the end of a conversation. */
  readonly talk?: readonly Message[];
  readonly welcome?: Partial<FrameOf<'welcome'>>;
  /** Frames that the room sends after the earlier messages. */
  readonly frames?: readonly Frame[];
  /** The response to commands. */
  readonly acts?: Answer;
  /** The response to requests for earlier messages, of which there are none. */
  readonly pages?: Answer;
  /** The response to requests for a name. */
  readonly names?: Answer;
  /** The browser denies storage. */
  readonly withoutStorage?: true;
  readonly steps?: readonly Step[];
};
