import { computed } from '@preact/signals';
import type { Message, User } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';

/** Names for ids, from whoever was seen here: the newest name of each person wins. */
export function namesOf(
  messages: readonly Message[],
  members: readonly User[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { user } of messages) names.set(user.id, user.name);
  for (const { id, name } of members) names.set(id, name);
  return names;
}

/** The same for a room, as it changes. */
export const namesById = perRoom(({ messages, presence }) =>
  computed(() => namesOf(messages.value, presence.value.members ?? [])),
);
