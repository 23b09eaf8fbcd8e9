import type { Presence } from '../../protocol/frames.ts';
import type { User } from '../../protocol/message.ts';

/**
 * Who is in the room. `online` counts people and readers; `members` are the people, or `null` if there are too
 * many to list.
 */
export type RoomPresence = { readonly online: number; readonly members: readonly User[] | null };

export const noPresence: RoomPresence = { online: 0, members: null };

/** Who is here after a snapshot (`members`) or a change (`joined`, `left`). */
export function applyPresence(
  present: RoomPresence,
  { online, members, joined = [], left = [], countOnly }: Presence,
): RoomPresence {
  if (members) return { online, members };
  if (countOnly || !present.members) return { online, members: null };
  const gone = new Set([...left, ...joined].map(({ id }) => id));
  const stayed = present.members.filter(({ id }) => !gone.has(id));
  return { online, members: [...stayed, ...joined] };
}
