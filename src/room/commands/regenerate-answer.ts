import { answerCommand } from './answer-command.ts';
import type { CommandDefinition } from './command.ts';

/** Requests an answer of the sender again. */
export const regenerateAnswer: CommandDefinition<'assistant.regenerate'> = {
  limit: 'change',
  permission: 'write',
  storedBytes: () => 0,
  execute: answerCommand,
};
