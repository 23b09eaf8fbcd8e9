import { type CommandDefinition, reply } from './command.ts';

/** Tells the others that somebody types, unless there are too many to name. */
export const typing: CommandDefinition<'typing'> = {
  limit: 'signal',
  permission: 'write',
  execute(context, { principal }, { on }) {
    if (!context.countsOnly()) context.broadcast({ type: 'typing', user: principal.user, on });
    return reply();
  },
};
