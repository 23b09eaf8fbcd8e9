import * as v from 'valibot';
import { answerStates, triggers } from './answer-state.ts';
import { cidSchema, messageIdSchema } from './ids.ts';

export const answerSchema = v.object({
  /** `queued` and `running` are live; every other state is final. */
  state: v.picklist(answerStates),
  /** 1, and one more each time it is regenerated. */
  attempt: v.number(),
  /** The requester's user id; they may stop and regenerate it. */
  by: v.string(),
  /** `builtin` is the built-in helper, which is not a model. */
  provider: v.string(),
  /** The model's name. */
  model: v.exactOptional(v.string()),
  /** Tokens of the prompt. */
  tokensIn: v.exactOptional(v.number()),
  /** Tokens of the answer. */
  tokensOut: v.exactOptional(v.number()),
  /** An error code: why it failed, or why it was cut short. */
  code: v.exactOptional(v.string()),
  /** When to try again at the earliest, in milliseconds since 1970. */
  retryAt: v.exactOptional(v.number()),
});
/** The state of an assistant's answer [R101]. */
export type Answer = v.InferOutput<typeof answerSchema>;

export const assistantSchema = v.object({
  /** Its user id. */
  id: v.string(),
  /** Its name. */
  name: v.string(),
  /** Which messages it answers. */
  trigger: v.picklist(triggers),
  /** `builtin` is the built-in helper, which is not a model. */
  provider: v.string(),
  /** The model's name. */
  model: v.exactOptional(v.string()),
});
/** The assistant of a room, as `welcome` and the room's facts describe it. */
export type AssistantFacts = v.InferOutput<typeof assistantSchema>;

export const assistantCommands = {
  'assistant.stop': v.strictObject({
    type: v.literal('assistant.stop'),
    id: messageIdSchema,
    cid: v.exactOptional(cidSchema),
  }),
  'assistant.regenerate': v.strictObject({
    type: v.literal('assistant.regenerate'),
    id: messageIdSchema,
    cid: v.exactOptional(cidSchema),
  }),
};

export const assistantFrames = {
  'assistant.delta': v.object({
    type: v.literal('assistant.delta'),
    id: v.string(),
    attempt: v.number(),
    /** Where the text goes on, in UTF-16 units; never inside a character. */
    offset: v.number(),
    text: v.string(),
  }),
  'assistant.snapshot': v.object({
    type: v.literal('assistant.snapshot'),
    id: v.string(),
    attempt: v.number(),
    text: v.string(),
  }),
};
