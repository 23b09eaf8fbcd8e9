import { answerCommand } from './answer-command.ts';
import type { CommandDefinition } from './command.ts';

/** Asks once more for an answer that one has asked for. */
export const regenerateAnswer: CommandDefinition<'assistant.regenerate'> = {
  limit: 'change',
  permission: 'write',
  storedBytes: () => 0,
  execute: answerCommand,
};
