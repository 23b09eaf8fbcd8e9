import { type CommandDefinition, reply } from './command.ts';

/** Notes how far somebody has read, and tells the others unless there are too many to name. */
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
