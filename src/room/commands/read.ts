import { type CommandDefinition, reply } from './command.ts';

/** Stores the sender's read position, and broadcasts it unless there are too many users. */
export const read: CommandDefinition<'read'> = {
  limit: 'signal',
  permission: 'write',
  execute(context, { principal, connection }, { seq }) {
    const upTo = Math.min(seq, context.tables.log.head().seq);
    if (context.read(principal.user.id, upTo, connection) && !context.countsOnly())
      context.broadcast({ type: 'read', user: principal.user, seq: upTo });
    return reply();
  },
};
