import { type CommandDefinition, reply } from './command.ts';

/** Asks who is here. Dead connections are evicted first [I9]. */
export const who: CommandDefinition<'who'> = {
  limit: 'signal',
  permission: 'read',
  execute(context) {
    context.evictStale();
    return reply(context.presence());
  },
};
