import { refused } from '../../protocol/result.ts';
import { type CommandDefinition, onlyForConnections, reply } from './command.ts';

/** Checks that the connection is to the expected room, and sets the name of a plain client. */
export const join: CommandDefinition<'join'> = {
  limit: 'signal',
  permission: 'read',
  execute(context, { connection, principal }, { room, name }) {
    if (connection === undefined) return onlyForConnections('join');
    if (room !== undefined && room !== context.room)
      return refused('wrong_room', `This connection is to "${context.room}"; open another one.`);
    // The name of a principal with a token comes from the token.
    if (name === undefined || !principal.plain || principal.expiresAt !== null) return reply();
    const taken = context.nameFault(name);
    if (taken !== undefined) return { ok: false, fault: taken };
    context.rename(connection, { id: principal.user.id, name });
    return reply();
  },
};
