import type { FrameOf } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/message.ts';
import { cursorOf, messageIdOf } from '../../protocol/place.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { Desk } from '../desk.ts';
import type { MessageRow } from '../log/message-table.ts';
import type { Archive } from '../log/tables.ts';
import type { Limiter } from '../policy/rate-limiter.ts';
import type { Visitor } from '../principal.ts';
import { Answers } from './answers.ts';
import type { Assistant } from './assistant.ts';

/** What a program wants of the assistant; `chat` is what it calls its talk. */
export type ChatAct =
  | { readonly type: 'ask'; readonly chat: string; readonly text: string; readonly cid?: string }
  /** Of the answer with this id, else of the person's latest. */
  | { readonly type: 'again'; readonly chat: string; readonly id?: string }
  | { readonly type: 'resume'; readonly chat: string }
  | { readonly type: 'stop'; readonly chat: string };

/** An answer to follow, as it stands; what becomes of it comes after this cursor. */
export type ChatRun = { readonly answer: Message; readonly since: string };

type Parts = {
  readonly archive: Archive;
  readonly desk: Pick<Desk, 'perform'>;
  readonly assistant: Assistant | undefined;
  readonly limiter: Pick<Limiter, 'take'>;
  readonly now: () => number;
};

/**
 * The assistant for programs that know questions and answers, and no room: what they ask is said in
 * the room like anything else, under the same limits.
 * @returns the answer to follow; `null` where there is none on its way.
 */
export function chat(parts: Parts, visitor: Visitor, act: ChatAct): Result<ChatRun | null> {
  const { assistant } = parts;
  if (assistant === undefined) return refused('not_allowed', 'There is no assistant in this room.');
  switch (act.type) {
    case 'ask':
      return ask(parts, visitor, act);
    case 'again':
      return again(parts, visitor, act);
    case 'resume':
      return found(parts, assistant.underWay(visitor.user.id, act.chat));
    case 'stop': {
      const row = assistant.underWay(visitor.user.id, act.chat);
      if (row === undefined) return { ok: true, value: null };
      const id = idOf(parts, row);
      const stopped = parts.desk.perform({ visitor }, { type: 'assistant.stop', id });
      return stopped.ok ? found(parts, row) : stopped;
    }
  }
}

type Of<T extends ChatAct['type']> = Extract<ChatAct, { type: T }>;

function ask(
  parts: Parts,
  visitor: Visitor,
  { text, cid, chat }: Of<'ask'>,
): Result<ChatRun | null> {
  const { history } = parts.archive;
  const command = { type: 'message' as const, text, ...(cid !== undefined && { cid }) };
  const asked = parts.desk.perform({ visitor, chat }, command);
  if (!asked.ok) return asked;
  const [ack] = asked.value as FrameOf<'ack'>[];
  const question = ack && history.find(ack.id);
  // It took its place right behind the question [R100].
  const answer = question && history.row(question.seq + 1);
  return answer?.reply_to === question?.seq ? found(parts, answer) : gone;
}

function again(parts: Parts, visitor: Visitor, { id, chat }: Of<'again'>): Result<ChatRun | null> {
  const { history } = parts.archive;
  const row = id === undefined ? undefined : history.find(id);
  if (row === undefined) {
    // It looks through the history, as who connects does.
    const wait = parts.limiter.take(visitor.user.id, 'sync', parts.now());
    if (wait > 0) return refused('rate_limited', 'Too fast; wait a moment.', wait);
  }
  const answer = row ?? latestOf(history.before(Number.MAX_SAFE_INTEGER), visitor.user.id);
  if (answer === undefined) return gone;
  const command = { type: 'assistant.regenerate' as const, id: idOf(parts, answer) };
  const asked = parts.desk.perform({ visitor, chat }, command);
  return asked.ok ? found(parts, history.row(answer.seq)) : asked;
}

const gone = refused('not_found', 'That answer is not here.');

function latestOf(newestFirst: Iterable<MessageRow>, user: string): MessageRow | undefined {
  for (const row of newestFirst) if (row.deleted === 0 && Answers.of(row)?.by === user) return row;
  return undefined;
}

const idOf = ({ archive }: Parts, { seq }: MessageRow): string =>
  messageIdOf({ epoch: archive.store.epoch, seq });

function found({ archive }: Parts, row: MessageRow | undefined): Result<ChatRun | null> {
  if (row === undefined || row.assistant === null) return { ok: true, value: null };
  const { store, log, history } = archive;
  // From here on and not from where it began, which may be too far back for a replay [R31].
  const since = cursorOf({ epoch: store.epoch, seq: log.head().seq });
  return { ok: true, value: { answer: history.message(row), since } };
}
