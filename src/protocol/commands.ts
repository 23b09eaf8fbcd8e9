import * as v from 'valibot';
import { assistantCommands } from './assistant.ts';
import { cidSchema, messageIdSchema, roomNameSchema, seqSchema } from './ids.ts';
import type { Limits } from './limits.ts';
import { emojiSchema, messageText, personName } from './text.ts';

/**
 * Schemas of commands, from client to room [R20]. They are strict: an unknown field is an error, because
 * the client that sends it expects an effect that it would not have.
 */
export const commandSchemas = (limits: Pick<Limits, 'textChars' | 'nameChars'>) => ({
  join: v.strictObject({
    type: v.literal('join'),
    room: v.exactOptional(roomNameSchema),
    name: v.exactOptional(personName(limits.nameChars)),
  }),
  message: v.strictObject({
    type: v.literal('message'),
    text: messageText(limits.textChars),
    cid: v.exactOptional(cidSchema),
    replyTo: v.exactOptional(messageIdSchema),
  }),
  edit: v.strictObject({
    type: v.literal('edit'),
    id: messageIdSchema,
    text: messageText(limits.textChars),
    cid: v.exactOptional(cidSchema),
  }),
  delete: v.strictObject({
    type: v.literal('delete'),
    id: messageIdSchema,
    cid: v.exactOptional(cidSchema),
  }),
  react: v.strictObject({
    type: v.literal('react'),
    id: messageIdSchema,
    emoji: emojiSchema,
    on: v.boolean(),
    cid: v.exactOptional(cidSchema),
  }),
  typing: v.strictObject({ type: v.literal('typing'), on: v.boolean() }),
  read: v.strictObject({ type: v.literal('read'), seq: seqSchema }),
  who: v.strictObject({ type: v.literal('who') }),
  reacted: v.strictObject({ type: v.literal('reacted'), id: messageIdSchema }),
  sync: v.strictObject({
    type: v.literal('sync'),
    since: v.exactOptional(v.pipe(v.string(), v.maxLength(64, 'is no cursor'))),
  }),
  ...assistantCommands,
});

type Schemas = ReturnType<typeof commandSchemas>;
export type CommandType = keyof Schemas;
export type CommandOf<T extends CommandType> = v.InferOutput<Schemas[T]>;
export type Command = { [T in CommandType]: CommandOf<T> }[CommandType];

/** The commands that change the log. The room answers each with `ack` or `error`. */
export type WriteCommand = CommandOf<'message' | 'edit' | 'delete' | 'react'>;

/** The requester's commands for an answer. They get an `ack` or `error`, but are never retried. */
export type AnswerCommand = CommandOf<'assistant.stop' | 'assistant.regenerate'>;
