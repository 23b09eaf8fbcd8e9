import { utf8Bytes } from '../../protocol/text.ts';
import {
  changeLog,
  changeMessage,
  fullFault,
  type LogChange,
  ownMessage,
  unchanged,
  wasDeleted,
} from './change-log.ts';
import type { CommandDefinition } from './command.ts';

/** Replaces the text of a message of the sender. */
export const edit: CommandDefinition<'edit'> = {
  limit: 'change',
  permission: 'write',
  storedBytes: ({ text }) => utf8Bytes(text),
  execute: (context, actor, command) => changeLog(context, actor, command, editMessage),
};

const editMessage: LogChange<'edit'> = (context, user, command) => {
  const { messages, idempotency } = context.tables;
  const earlyResult = idempotency.repeat(user.id, command) ?? fullFault(context);
  if (earlyResult !== undefined) return earlyResult;
  const found = ownMessage(context, user, command.id);
  if (!found.ok) return found;
  const row = found.value;
  if (row.deleted === 1) return wasDeleted;
  if (row.text === command.text) return unchanged(context, user, row, command);
  return changeMessage(context, user, row, command, (seq) =>
    messages.setText(row, seq, command.text, idempotency.hasher.hashOf(row)),
  );
};
