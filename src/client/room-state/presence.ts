import type { Presence } from '../../protocol/frames.ts';
import type { User } from '../../protocol/message.ts';

/** Who is here. `members` is `null` where the room is too full to name everyone. */
export type Roster = { readonly online: number; readonly members: readonly User[] | null };

export const nobody: Roster = { online: 0, members: null };

/** The roster after a snapshot (`members`) or a change (`joined`, `left`). */
export function attend(
  roster: Roster,
  { online, members, joined = [], left = [], countOnly }: Presence,
): Roster {
  if (members) return { online, members };
  if (countOnly || !roster.members) return { online, members: null };
  const gone = new Set([...left, ...joined].map(({ id }) => id));
  const stayed = roster.members.filter(({ id }) => !gone.has(id));
  return { online, members: [...stayed, ...joined] };
}
