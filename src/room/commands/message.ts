import type { DurableFrame } from '../../protocol/frames.ts';
import { refused } from '../../protocol/result.ts';
import { utf8Bytes } from '../../protocol/text.ts';
import { changeLog, done, fullFault, type LogChange } from './change-log.ts';
import type { CommandDefinition } from './command.ts';

const missingQuote = refused('not_found', 'The message that you reply to is not here.');

/** Writes a new message. */
export const message: CommandDefinition<'message'> = {
  limit: 'message',
  permission: 'write',
  storedBytes: ({ text }) => utf8Bytes(text),
  execute: (context, actor, command) => changeLog(context, actor, command, addMessage),
};

/**
 * Nearly every message is new, so the INSERT itself checks whether its cid was used before. The log
 * is searched for an earlier command only if the INSERT stored nothing [I2].
 */
const addMessage: LogChange<'message'> = (context, user, command) => {
  const { log, messages, idempotency } = context.tables;
  const change = idempotency.hasChanged(user.id) ? idempotency.repeat(user.id, command) : undefined;
  if (change !== undefined) return change;
  const quoted = command.replyTo === undefined ? null : messages.find(command.replyTo);
  const refusal = fullFault(context) ?? (quoted === undefined ? missingQuote : undefined);
  const row = refusal
    ? undefined
    : log.append((entry) => messages.insert(entry, user, command, quoted?.seq ?? null), 'one');
  if (row === undefined) {
    const answer = idempotency.repeat(user.id, command) ?? refusal;
    if (answer === undefined) throw new Error('a message with a new cid was not stored');
    return answer;
  }
  const frame: DurableFrame = { type: 'message', ...messages.message(row) };
  return done(idempotency.ack(row, row.seq, command.cid), frame);
};
