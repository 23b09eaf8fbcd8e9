import { type CommandDefinition, reply } from './command.ts';

/** Broadcasts whether the sender is typing, unless there are too many users. */
export const typing: CommandDefinition<'typing'> = {
  limit: 'signal',
  permission: 'write',
  execute(context, { principal }, { on }) {
    if (!context.countsOnly()) context.broadcast({ type: 'typing', user: principal.user, on });
    return reply();
  },
};
