import { answerCommand } from './answer-command.ts';
import type { CommandDefinition } from './command.ts';

/** Stops an answer that the sender has requested. */
export const stopAnswer: CommandDefinition<'assistant.stop'> = {
  limit: 'change',
  permission: 'write',
  execute: answerCommand,
};
