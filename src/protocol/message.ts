import * as v from 'valibot';
import { answerSchema } from './assistant.ts';
import { seqSchema } from './ids.ts';

export const userSchema = v.object({
  /** The same across names, tabs and devices. */
  id: v.string(),
  /** As it is now, or was when the message was written. */
  name: v.string(),
});
/** A person. */
export type User = v.InferOutput<typeof userSchema>;

/** `reader`: connected without an identity; receives everything, and must take a name to write. */
export type Role = 'guest' | 'reader';

/** `by` names up to 50 of the people, for everyone the same. */
export const reactionsSchema = v.record(
  v.string(),
  v.object({ count: v.number(), by: v.array(v.string()) }),
);
/** The reactions to a message by emoji: how many, and the user ids of up to 50 of the people. */
export type Reactions = v.InferOutput<typeof reactionsSchema>;

export const quoteSchema = v.object({
  /** The author of the quoted message. */
  user: userSchema,
  /** The first characters of its text. */
  text: v.string(),
  /** The quoted message's version: of two states the higher wins. */
  version: seqSchema,
  /** `true` if the quoted message was deleted. */
  deleted: v.exactOptional(v.boolean()),
});
/** The part of a message that a reply to it shows [R75]. */
export type Quote = v.InferOutput<typeof quoteSchema>;

const fields = {
  /** Its position in the log and in the timeline. */
  seq: seqSchema,
  /** Unique, also across rooms and wiped logs. */
  id: v.string(),
  /** The seq of its last change. From whatever source, the higher version wins [R33]. */
  version: seqSchema,
  /** The author. */
  user: userSchema,
  /** Empty if it was deleted. */
  text: v.string(),
  /** Milliseconds since 1970, never decreasing along the log. */
  timestamp: v.number(),
  /** The id of the message that this one answers. */
  replyTo: v.exactOptional(v.string()),
  /** Quotes the message that `replyTo` names, if the room still has it. */
  quote: v.exactOptional(quoteSchema),
  /** `true` if its text was changed. */
  edited: v.exactOptional(v.boolean()),
  /** `true` if it was deleted. */
  deleted: v.exactOptional(v.boolean()),
  /** What people reacted with. */
  reactions: v.exactOptional(reactionsSchema),
  /** Set on the assistant's answers only. */
  assistant: v.exactOptional(answerSchema),
};

export const messageSchema = v.object(fields);
/** A message in its current state. */
export type Message = v.InferOutput<typeof messageSchema>;

export const messageFrameSchema = v.object({ type: v.literal('message'), ...fields });
