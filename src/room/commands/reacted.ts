import type { Reactions } from '../../protocol/message.ts';
import { notFound } from './change-log.ts';
import { type CommandDefinition, reply } from './command.ts';
import { ownKinds } from './react.ts';

/** Asks which emoji one has put on a message [R76]. */
export const reacted: CommandDefinition<'reacted'> = {
  limit: 'signal',
  permission: 'read',
  execute(context, { principal }, { id }) {
    const row = context.tables.messages.find(id);
    if (row === undefined) return notFound;
    // Its summary has every emoji, but names only some of the people.
    const kinds = Object.keys(JSON.parse(row.reactions ?? '{}') as Reactions);
    return reply({ type: 'reacted', id, emoji: ownKinds(context, row, kinds, principal.user) });
  },
};
