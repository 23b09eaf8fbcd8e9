import { type CommandDefinition, reply } from './command.ts';

/** Returns the current presence, after evicting dead connections [I9]. */
export const who: CommandDefinition<'who'> = {
  limit: 'signal',
  permission: 'read',
  execute(context) {
    context.evictStale();
    return reply(context.presence());
  },
};
