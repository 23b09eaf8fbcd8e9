import type { Command } from '../../protocol/commands.ts';
import type { Frame, FrameOf } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/message.ts';
import { cursorOf, messageIdOf } from '../../protocol/place.ts';
import { type Result, refused } from '../../protocol/result.ts';
import { answerOf, type MessageRow } from '../log/message-table.ts';
import type { Tables } from '../log/tables.ts';
import type { Principal } from '../principal.ts';
import type { Assistant } from './assistant.ts';

/** A command of an API client to the assistant. `chat` is the client's id of the conversation. */
export type ChatCommand =
  | { readonly type: 'ask'; readonly chat: string; readonly text: string; readonly cid?: string }
  /** Regenerates the answer with this id; without one, the user's latest answer. */
  | { readonly type: 'again'; readonly chat: string; readonly id?: string }
  | { readonly type: 'resume'; readonly chat: string }
  | { readonly type: 'stop'; readonly chat: string };

/** An answer as it is now. Its later changes come after the cursor `since`. */
export type ChatRun = { readonly answer: Message; readonly since: string };

type Deps = {
  readonly tables: Tables;
  /** Executes a room command under the limits of `actor`. */
  readonly execute: (
    actor: { readonly principal: Principal; readonly chat?: string },
    roomCommand: Command,
  ) => Result<readonly Frame[]>;
  readonly assistant: Assistant | undefined;
  /** Counts a search of the history. @returns 0 if it is allowed, else the wait in ms. */
  readonly searchDelay: (principal: Principal) => number;
};

/**
 * Runs a command of an API client that knows only questions and answers, not rooms. A question is
 * posted to the room as an ordinary message, under the same limits.
 * @returns the answer to follow, or `null` if none is being written.
 */
export function chat(
  deps: Deps,
  principal: Principal,
  command: ChatCommand,
): Result<ChatRun | null> {
  const { assistant } = deps;
  if (assistant === undefined) return refused('not_allowed', 'There is no assistant in this room.');
  switch (command.type) {
    case 'ask':
      return ask(deps, principal, command);
    case 'again':
      return again(deps, principal, command);
    case 'resume':
      return found(deps, assistant.unfinishedAnswer(principal.user.id, command.chat));
    case 'stop': {
      const row = assistant.unfinishedAnswer(principal.user.id, command.chat);
      if (row === undefined) return { ok: true, value: null };
      const id = idOf(deps, row);
      const stopped = deps.execute({ principal }, { type: 'assistant.stop', id });
      return stopped.ok ? found(deps, row) : stopped;
    }
  }
}

type CommandOf<T extends ChatCommand['type']> = Extract<ChatCommand, { type: T }>;

function ask(
  deps: Deps,
  principal: Principal,
  { text, cid, chat }: CommandOf<'ask'>,
): Result<ChatRun | null> {
  const { messages } = deps.tables;
  const command = { type: 'message' as const, text, ...(cid !== undefined && { cid }) };
  const executed = deps.execute({ principal, chat }, command);
  if (!executed.ok) return executed;
  const [ack] = executed.value as FrameOf<'ack'>[];
  const question = ack && messages.find(ack.id);
  // The answer's entry directly follows the question's [R100].
  const answer = question && messages.row(question.seq + 1);
  return answer?.reply_to === question?.seq ? found(deps, answer) : gone;
}

function again(
  deps: Deps,
  principal: Principal,
  { id, chat }: CommandOf<'again'>,
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
  const executed = deps.execute({ principal, chat }, command);
  return executed.ok ? found(deps, messages.row(answer.seq)) : executed;
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
  // Start at the head of the log: the answer may have begun too far back for a replay [R31].
  const since = cursorOf({ epoch: database.epoch, seq: log.head().seq });
  return { ok: true, value: { answer: messages.message(row), since } };
}
