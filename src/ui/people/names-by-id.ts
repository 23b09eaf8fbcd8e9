import { computed } from '@preact/signals';
import type { Message, User } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';

/** Names by user id, from messages and presence. The latest name of each person wins. */
export function namesOf(
  messages: readonly Message[],
  members: readonly User[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { user } of messages) names.set(user.id, user.name);
  for (const { id, name } of members) names.set(id, name);
  return names;
}

/** The same for a room, kept up to date. */
export const namesById = perRoom(({ messages, presence }) =>
  computed(() => namesOf(messages.value, presence.value.members ?? [])),
);
