import * as v from 'valibot';
import { answerStates, triggers } from './answer-state.ts';
import { cidSchema, messageIdSchema } from './ids.ts';

/** What stands beside the text of an answer [R101]. */
export const answerSchema = v.object({
  state: v.picklist(answerStates),
  /** 1, and one more each time that it is asked for again. */
  attempt: v.number(),
  /** The user id of who asked; they may stop it and ask again. */
  by: v.string(),
  /** `builtin` is the built-in helper, which is not a model. */
  provider: v.string(),
  model: v.exactOptional(v.string()),
  tokensIn: v.exactOptional(v.number()),
  tokensOut: v.exactOptional(v.number()),
  /** An error's code: why it failed, or that what is done was cut short. */
  code: v.exactOptional(v.string()),
  /** When asking again may help, in ms since 1970. */
  retryAt: v.exactOptional(v.number()),
});
export type Answer = v.InferOutput<typeof answerSchema>;

/** Whom one may ask in a room, as `welcome` and the room's facts tell it. */
export const assistantSchema = v.object({
  id: v.string(),
  name: v.string(),
  trigger: v.picklist(triggers),
  provider: v.string(),
  model: v.exactOptional(v.string()),
});
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
