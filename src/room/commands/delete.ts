import { answerOf } from '../log/message-table.ts';
import { changeLog, changeMessage, type LogChange, ownMessage, unchanged } from './change-log.ts';
import type { CommandDefinition } from './command.ts';

/** Replaces a message by a tombstone, which has its author and time but no text. */
export const deletion: CommandDefinition<'delete'> = {
  limit: 'change',
  permission: 'write',
  execute(context, actor, command) {
    // An answer that is still being written is stopped first, so that it ends exactly once [I13].
    context.assistant?.stopForDeletion(actor.principal.user.id, command.id);
    return changeLog(context, actor, command, deleteMessage);
  },
};

const deleteMessage: LogChange<'delete'> = (context, user, command) => {
  const { messages, reactions, idempotency } = context.tables;
  const repeat = idempotency.repeat(user.id, command);
  if (repeat !== undefined) return repeat;
  // The requester of an answer may delete it too [R113].
  const found = ownMessage(context, user, command.id, (row) => answerOf(row)?.by === user.id);
  if (!found.ok) return found;
  const row = found.value;
  if (row.deleted === 1) return unchanged(context, user, row, command);
  return changeMessage(context, user, row, command, (seq) => {
    if (row.reactions !== null) reactions.clear(row.seq);
    return messages.setDeleted(row, seq, idempotency.hasher.hashOf(row));
  });
};
