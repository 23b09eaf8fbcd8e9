import * as v from 'valibot';
import type { AssistantFacts } from './assistant.ts';
import type { Frame, ResumeMode } from './frames.ts';
import { cidSchema, messageIdSchema } from './ids.ts';
import type { ClientLimits, Limits } from './limits.ts';
import type { Message, Role } from './message.ts';
import { messageText, personName } from './text.ts';

/** Schemas of request bodies [R70]; strict, like those of commands. */
export const bodySchemas = (limits: Pick<Limits, 'textChars' | 'nameChars'>) => ({
  session: v.strictObject({ name: v.exactOptional(personName(limits.nameChars)) }),
  publish: v.strictObject({
    text: messageText(limits.textChars),
    cid: v.exactOptional(cidSchema),
    replyTo: v.exactOptional(messageIdSchema),
  }),
});

/** The id of an AI SDK chat, which is also part of the URL. */
export const chatIdSchema = v.pipe(
  v.string(),
  v.regex(/^[\w.~-]{1,128}$/, 'must be 1 to 128 of A-Z a-z 0-9 - . _ ~'),
);

/**
 * The body that the AI SDK's `useChat` posts [R120]. Tolerant, because new versions add fields. Only the
 * last message is used, because the room already stores the others.
 */
export const chatBody = v.object({
  id: chatIdSchema,
  messages: v.pipe(
    v.array(
      v.object({
        id: v.exactOptional(v.string()),
        role: v.string(),
        parts: v.array(v.object({ type: v.string(), text: v.exactOptional(v.string()) })),
      }),
    ),
    v.minLength(1, 'is empty'),
  ),
  trigger: v.exactOptional(v.picklist(['submit-message', 'regenerate-message'])),
  messageId: v.exactOptional(v.nullable(v.string())),
});

/** A guest's session. */
export type SessionBody = {
  /** Secret: anyone who has it can act as this user. */
  token: string;
  /** Who it is. */
  user: { id: string; name: string; role: Role };
  /** When the token expires, in milliseconds since 1970. It is renewed before. */
  expiresAt: number;
};

export type RoomFacts = {
  name: string;
  topic: string | null;
  online: number;
  policies: { read: 'everyone'; write: 'guests' };
  limits: ClientLimits;
  /** The room's assistant; missing if it has none. */
  assistant?: AssistantFacts;
};

export type PollBody = { cursor: string; mode: ResumeMode; frames: Frame[] };
/** A page of history, newest last, and the ids to continue with; `null` means that there is no more. */
export type HistoryBody = { messages: Message[]; before: string | null; after?: string | null };
/** Selects a page of history by a message's id: one of these, or none for the newest page [R74]. */
export type PageAt = { before?: string; after?: string; around?: string };
export type PublishBody = { message: Message };
export type ErrorBody = { error: { code: string; message: string; retryAfterMs?: number } };
