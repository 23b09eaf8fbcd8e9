import * as v from 'valibot';
import type { AssistantFacts } from './assistant.ts';
import type { Frame, ResumeMode } from './frames.ts';
import { cidSchema, messageIdSchema } from './ids.ts';
import type { ClientLimits, Limits } from './limits.ts';
import type { Message, Role } from './message.ts';
import { messageText, personName } from './text.ts';

/** Bodies of requests [R70]; strict, like commands. */
export const bodySchemas = (limits: Pick<Limits, 'textChars' | 'nameChars'>) => ({
  session: v.strictObject({ name: v.exactOptional(personName(limits.nameChars)) }),
  publish: v.strictObject({
    text: messageText(limits.textChars),
    cid: v.exactOptional(cidSchema),
    replyTo: v.exactOptional(messageIdSchema),
  }),
});

export type SessionBody = {
  token: string;
  user: { id: string; name: string; role: Role };
  /** Milliseconds since 1970. */
  expiresAt: number;
};

export type RoomFacts = {
  name: string;
  topic: string | null;
  online: number;
  policies: { read: 'everyone'; write: 'guests' };
  limits: ClientLimits;
  /** Whom one may ask here; nobody where it is missing. */
  assistant?: AssistantFacts;
};

export type PollBody = { cursor: string; mode: ResumeMode; frames: Frame[] };
export type HistoryBody = { messages: Message[]; before: string | null };
export type PublishBody = { message: Message };
export type ErrorBody = { error: { code: string; message: string; retryAfterMs?: number } };
