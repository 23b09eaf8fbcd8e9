import type { Chat, User } from '../../../client/index.ts';

/** As many as a line has room for. */
const SHOWN = 3;

/**
 * Who else is here.
 * @param you the id of who looks.
 * @returns a few of them, and how many more there are; readers without a name count.
 */
export function othersHere(
  { online, members }: ReturnType<Chat['presence']['get']>,
  you: string | undefined,
): { readonly people: readonly User[]; readonly rest: number } {
  const people = (members ?? []).filter(({ id }) => id !== you).slice(0, SHOWN);
  // Whoever looks is one of those who are online.
  return { people, rest: Math.max(0, online - 1 - people.length) };
}
