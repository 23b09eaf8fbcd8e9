import type { Command } from '../../protocol/commands.ts';
import type { Frame, FrameOf } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/message.ts';
import { cursorOf, messageIdOf } from '../../protocol/place.ts';
import { type Result, refused } from '../../protocol/result.ts';
import { answerOf, type MessageRow } from '../log/message-table.ts';
import type { Tables } from '../log/tables.ts';
import type { Principal } from '../principal.ts';
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

type Deps = {
  readonly tables: Tables;
  /** Executes a command of somebody, under their limits. */
  readonly execute: (
    actor: { readonly principal: Principal; readonly chat?: string },
    command: Command,
  ) => Result<readonly Frame[]>;
  readonly assistant: Assistant | undefined;
  /** Counts a search through the history. @returns 0 if it is allowed, else the ms to wait. */
  readonly searchDelay: (principal: Principal) => number;
};

/**
 * The assistant for programs that know questions and answers, and no room: what they ask is said in
 * the room like anything else, under the same limits.
 * @returns the answer to follow; `null` where there is none on its way.
 */
export function chat(deps: Deps, principal: Principal, act: ChatAct): Result<ChatRun | null> {
  const { assistant } = deps;
  if (assistant === undefined) return refused('not_allowed', 'There is no assistant in this room.');
  switch (act.type) {
    case 'ask':
      return ask(deps, principal, act);
    case 'again':
      return again(deps, principal, act);
    case 'resume':
      return found(deps, assistant.underWay(principal.user.id, act.chat));
    case 'stop': {
      const row = assistant.underWay(principal.user.id, act.chat);
      if (row === undefined) return { ok: true, value: null };
      const id = idOf(deps, row);
      const stopped = deps.execute({ principal }, { type: 'assistant.stop', id });
      return stopped.ok ? found(deps, row) : stopped;
    }
  }
}

type Of<T extends ChatAct['type']> = Extract<ChatAct, { type: T }>;

function ask(
  deps: Deps,
  principal: Principal,
  { text, cid, chat }: Of<'ask'>,
): Result<ChatRun | null> {
  const { messages } = deps.tables;
  const command = { type: 'message' as const, text, ...(cid !== undefined && { cid }) };
  const asked = deps.execute({ principal, chat }, command);
  if (!asked.ok) return asked;
  const [ack] = asked.value as FrameOf<'ack'>[];
  const question = ack && messages.find(ack.id);
  // It took its place right behind the question [R100].
  const answer = question && messages.row(question.seq + 1);
  return answer?.reply_to === question?.seq ? found(deps, answer) : gone;
}

function again(
  deps: Deps,
  principal: Principal,
  { id, chat }: Of<'again'>,
): Result<ChatRun | null> {
  const { messages } = deps.tables;
  const row = id === undefined ? undefined : messages.find(id);
  if (row === undefined) {
    const wait = deps.searchDelay(principal);
    if (wait > 0) return refused('rate_limited', 'Too fast; wait a moment.', wait);
  }
  const answer = row ?? latestOf(messages.before(Number.MAX_SAFE_INTEGER), principal.user.id);
  if (answer === undefined) return gone;
  const command = { type: 'assistant.regenerate' as const, id: idOf(deps, answer) };
  const asked = deps.execute({ principal, chat }, command);
  return asked.ok ? found(deps, messages.row(answer.seq)) : asked;
}

const gone = refused('not_found', 'That answer is not here.');

function latestOf(newestFirst: Iterable<MessageRow>, user: string): MessageRow | undefined {
  for (const row of newestFirst) if (row.deleted === 0 && answerOf(row)?.by === user) return row;
  return undefined;
}

const idOf = ({ tables }: Deps, { seq }: MessageRow): string =>
  messageIdOf({ epoch: tables.database.epoch, seq });

function found({ tables }: Deps, row: MessageRow | undefined): Result<ChatRun | null> {
  if (row === undefined || row.assistant === null) return { ok: true, value: null };
  const { database, log, messages } = tables;
  // From here on and not from where it began, which may be too far back for a replay [R31].
  const since = cursorOf({ epoch: database.epoch, seq: log.head().seq });
  return { ok: true, value: { answer: messages.message(row), since } };
}
