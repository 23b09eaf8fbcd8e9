import type { Chat, User } from '../../../client/index.ts';

/** As many as fit into a line. */
const SHOWN = 3;

/**
 * The other people in the room.
 * @param you the user's id.
 * @returns a few of them, and the number of others, including readers without a name.
 */
export function othersHere(
  { online, members }: ReturnType<Chat['presence']['get']>,
  you: string | undefined,
): { readonly people: readonly User[]; readonly rest: number } {
  const people = (members ?? []).filter(({ id }) => id !== you).slice(0, SHOWN);
  // The user is one of those who are online.
  return { people, rest: Math.max(0, online - 1 - people.length) };
}
