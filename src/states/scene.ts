import type { Transport } from '../client/index.ts';
import type { Fault } from '../protocol/errors.ts';
import type { Frame, FrameOf } from '../protocol/frames.ts';
import type { Message } from '../protocol/message.ts';
import type { Deeds } from './play.ts';

/** How the room meets who knocks: lets them in, says nothing, breaks the line, or says why not. */
export type Door = 'open' | 'silent' | 'broken' | Fault;

/** How the room answers what is asked of it: as asked, never, or with a failure. */
export type Answer = 'done' | 'never' | Fault;

/** One thing that happens: a deed of play.ts and what it takes. */
export type Step = { [K in keyof Deeds]: readonly [K, ...Parameters<Deeds[K]>] }[keyof Deeds];

/** A state of the page: the room behind it, and what happens until it is reached. */
export type Scene = {
  /** What one sees, in a few words. */
  readonly title: string;
  /** The part that it is about, which is written down for screen readers; the talk unless told. */
  readonly about?: string;
  /** Whoever looks on has taken no name. */
  readonly reader?: true;
  /** Where it is not the page but the chat on another one: its attributes. */
  readonly widget?: Readonly<Record<string, string>>;
  readonly door?: Door;
  readonly transport?: Transport;
  /** The room's name, where it isn't a good one. */
  readonly room?: string;
  /** What was said before; the end of a talk where it's not given. */
  readonly talk?: readonly Message[];
  readonly welcome?: Partial<FrameOf<'welcome'>>;
  /** What else the room says at once. */
  readonly frames?: readonly Frame[];
  /** What becomes of what one says and does. */
  readonly acts?: Answer;
  /** What becomes of asking for earlier messages, of which there are none. */
  readonly pages?: Answer;
  /** What becomes of taking a name. */
  readonly names?: Answer;
  /** The browser keeps nothing. */
  readonly forgetful?: true;
  readonly steps?: readonly Step[];
};
