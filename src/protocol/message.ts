import * as v from 'valibot';
import { answerSchema } from './assistant.ts';
import { seqSchema } from './ids.ts';

export const userSchema = v.object({ id: v.string(), name: v.string() });
export type User = v.InferOutput<typeof userSchema>;

/** `reader`: connected without an identity; sees everything, and must name itself to write. */
export type Role = 'guest' | 'reader';

/** `by` names up to 50 of the people, for everyone the same. */
export const reactionsSchema = v.record(
  v.string(),
  v.object({ count: v.number(), by: v.array(v.string()) }),
);
export type Reactions = v.InferOutput<typeof reactionsSchema>;

/** What a reply shows of the message that it answers [R75]. */
export const quoteSchema = v.object({
  user: userSchema,
  /** The first characters of its text. */
  text: v.string(),
  /** The quoted message's version: of two states the higher wins. */
  version: seqSchema,
  deleted: v.exactOptional(v.boolean()),
});
export type Quote = v.InferOutput<typeof quoteSchema>;

const fields = {
  /** Where it was written in the log; its place in the timeline. */
  seq: seqSchema,
  id: v.string(),
  /** The seq of its last change. From whatever source, the higher version wins [R33]. */
  version: seqSchema,
  user: userSchema,
  text: v.string(),
  /** Milliseconds since 1970, never decreasing along the log. */
  timestamp: v.number(),
  replyTo: v.exactOptional(v.string()),
  /** Of the message that `replyTo` names, if the room still has it. */
  quote: v.exactOptional(quoteSchema),
  edited: v.exactOptional(v.boolean()),
  deleted: v.exactOptional(v.boolean()),
  reactions: v.exactOptional(reactionsSchema),
  /** On the assistant's answers alone. */
  assistant: v.exactOptional(answerSchema),
};

/** A message as it stands now. */
export const messageSchema = v.object(fields);
export type Message = v.InferOutput<typeof messageSchema>;

export const messageFrameSchema = v.object({ type: v.literal('message'), ...fields });
