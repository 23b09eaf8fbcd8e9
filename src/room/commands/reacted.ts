import type { Reactions } from '../../protocol/message.ts';
import { notFound } from './change-log.ts';
import { type CommandDefinition, reply } from './command.ts';
import { ownKinds } from './react.ts';

/** Returns the emoji with which the sender has reacted to a message [R76]. */
export const reacted: CommandDefinition<'reacted'> = {
  limit: 'signal',
  permission: 'read',
  execute(context, { principal }, { id }) {
    const row = context.tables.messages.find(id);
    if (row === undefined) return notFound;
    // The summary in the row has every emoji, but names only some of the users.
    const kinds = Object.keys(JSON.parse(row.reactions ?? '{}') as Reactions);
    return reply({ type: 'reacted', id, emoji: ownKinds(context, row, kinds, principal.user) });
  },
};
