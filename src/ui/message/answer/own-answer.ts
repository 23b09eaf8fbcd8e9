import type { Message } from '../../../client/index.ts';

export type AnswerMessage = Message & { readonly assistant: NonNullable<Message['assistant']> };

const RULED: ReadonlySet<string> = new Set(['queued', 'running', 'failed', 'interrupted']);

/**
 * The answer that the user can control from the composer: the latest one they asked for, while it is running
 * or if it failed, until they send something else.
 * @param you the user's id.
 * @param says whether the user has unconfirmed messages.
 */
export function ownAnswer(
  messages: readonly Message[],
  you: string | undefined,
  says: boolean,
): AnswerMessage | null {
  if (you === undefined || says) return null;
  const newest = messages.findLast(
    ({ user, assistant }) => user.id === you || assistant?.by === you,
  );
  return newest?.assistant && !newest.deleted && RULED.has(newest.assistant.state)
    ? { ...newest, assistant: newest.assistant }
    : null;
}
