import type { CommandType } from '../../protocol/commands.ts';
import type { CommandDefinition } from './command.ts';
import { deletion } from './delete.ts';
import { edit } from './edit.ts';
import { join } from './join.ts';
import { message } from './message.ts';
import { react } from './react.ts';
import { reacted } from './reacted.ts';
import { read } from './read.ts';
import { regenerateAnswer } from './regenerate-answer.ts';
import { stopAnswer } from './stop-answer.ts';
import { sync } from './sync.ts';
import { typing } from './typing.ts';
import { who } from './who.ts';

/** Every command of the protocol, by its type. */
export const COMMANDS: { readonly [T in CommandType]: CommandDefinition<T> } = {
  message,
  edit,
  delete: deletion,
  react,
  reacted,
  join,
  typing,
  read,
  who,
  sync,
  'assistant.stop': stopAnswer,
  'assistant.regenerate': regenerateAnswer,
};
