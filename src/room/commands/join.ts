import { refused } from '../../protocol/result.ts';
import { type CommandDefinition, onlyForConnections, reply } from './command.ts';

/** Checks which room a connection is to, and names a plain client. */
export const join: CommandDefinition<'join'> = {
  limit: 'signal',
  permission: 'read',
  execute(context, { connection, principal }, { room, name }) {
    if (connection === undefined) return onlyForConnections('join');
    if (room !== undefined && room !== context.room)
      return refused('wrong_room', `This connection is to "${context.room}"; open another one.`);
    // The name of someone with a token is the token's.
    if (name === undefined || !principal.plain || principal.expiresAt !== null) return reply();
    const taken = context.nameFault(name);
    if (taken !== undefined) return { ok: false, fault: taken };
    context.rename(connection, { id: principal.user.id, name });
    return reply();
  },
};
