import { refused } from '../../protocol/result.ts';
import { type CommandDefinition, onlyForConnections } from './command.ts';

/** When a `sync` that came too early may come again. */
const SYNC_AGAIN_MS = 1000;

/** Asks for a replay, as a new connection would get it [R31]. */
export const sync: CommandDefinition<'sync'> = {
  limit: 'sync',
  permission: 'read',
  execute(context, { connection }, { since }) {
    if (connection === undefined) return onlyForConnections('sync');
    // Replays are large and commands are small: one replay is sent before the next is read.
    return connection.isCatchingUp
      ? refused('rate_limited', 'You are being caught up already.', SYNC_AGAIN_MS)
      : context.replay(connection, since);
  },
};
