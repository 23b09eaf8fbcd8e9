import { refused } from '../../protocol/result.ts';
import { type CommandDefinition, onlyForConnections } from './command.ts';

/** The retry delay for a `sync` that arrives while a replay is still queued. */
const SYNC_AGAIN_MS = 1000;

/** Returns the frames that a new connection would get, with a replay [R31]. */
export const sync: CommandDefinition<'sync'> = {
  limit: 'sync',
  permission: 'read',
  execute(context, { connection }, { since }) {
    if (connection === undefined) return onlyForConnections('sync');
    // A small command causes a large replay, so one replay must be sent before the next is read.
    return connection.isCatchingUp
      ? refused('rate_limited', 'You are being caught up already.', SYNC_AGAIN_MS)
      : context.replay(connection, since);
  },
};
