import type { AnswerCommand } from '../../protocol/commands.ts';
import { refused } from '../../protocol/result.ts';
import {
  type Actor,
  type ActorConnection,
  type CommandContext,
  originOf,
  type Reply,
  reply,
} from './command.ts';

/** Passes a command about an answer to the assistant. */
export function answerCommand<C extends ActorConnection>(
  { assistant }: CommandContext<C>,
  actor: Actor<C>,
  command: AnswerCommand,
): Reply {
  if (assistant === undefined) return refused('not_allowed', 'There is no assistant in this room.');
  const outcome = assistant.perform(actor.principal.user.id, command, originOf(actor));
  return outcome.ok ? reply(outcome.value.ack) : outcome;
}
