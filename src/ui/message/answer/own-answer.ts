import type { Message } from '../../../client/index.ts';

export type AnswerMessage = Message & { readonly assistant: NonNullable<Message['assistant']> };

const RULED: ReadonlySet<string> = new Set(['queued', 'running', 'failed', 'interrupted']);

/**
 * The answer that somebody has a say over where they write: the newest they asked for, while it is
 * written or where it failed, until they say something else.
 * @param you the id of who writes.
 * @param says whether something of theirs is on its way.
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
