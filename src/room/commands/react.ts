import { ownReactionKinds } from '../../protocol/limits.ts';
import type { Reactions, User } from '../../protocol/message.ts';
import { refused } from '../../protocol/result.ts';
import type { MessageRow } from '../log/message-table.ts';
import {
  changeLog,
  changeMessage,
  fullFault,
  type LogChange,
  type LogContext,
  notFound,
  unchanged,
  wasDeleted,
} from './change-log.ts';
import type { CommandDefinition } from './command.ts';

/** Adds an emoji reaction to a message, or removes it. */
export const react: CommandDefinition<'react'> = {
  limit: 'change',
  permission: 'write',
  storedBytes: () => 0,
  execute: (context, actor, command) => changeLog(context, actor, command, changeReaction),
};

const changeReaction: LogChange<'react'> = (context, user, command) => {
  const { messages, reactions, idempotency } = context.tables;
  const earlyResult = idempotency.repeat(user.id, command) ?? fullFault(context);
  if (earlyResult !== undefined) return earlyResult;
  const row = messages.find(command.id);
  if (row === undefined) return notFound;
  if (row.deleted === 1) return wasDeleted;
  const { emoji, on } = command;
  if (reactions.has(row.seq, emoji, user.id) === on) return unchanged(context, user, row, command);
  const before = JSON.parse(row.reactions ?? '{}') as Reactions;
  if (on && before[emoji] === undefined) {
    const { reactionKinds } = context;
    const kinds = Object.keys(before);
    if (kinds.length >= reactionKinds)
      return refused('not_allowed', `A message takes at most ${reactionKinds} different emoji.`);
    const most = ownReactionKinds(reactionKinds);
    if (ownKinds(context, row, kinds, user).length >= most)
      return refused('not_allowed', `One person adds at most ${most} emoji to a message.`);
  }
  return changeMessage(context, user, row, command, (seq) =>
    messages.setReactions(
      row,
      seq,
      reactions[on ? 'add' : 'remove'](row.seq, emoji, user.id, before),
    ),
  );
};

/** @returns those of the emoji with which the user has reacted to a message. */
export const ownKinds = (
  { tables }: LogContext,
  { seq }: MessageRow,
  kinds: readonly string[],
  user: User,
): string[] => kinds.filter((emoji) => tables.reactions.has(seq, emoji, user.id));
