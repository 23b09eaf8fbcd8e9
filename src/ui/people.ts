import type { Message, User } from '../client/index.ts';

/** How many colours people are told apart by; the style sheet has as many. */
const HUES = 10;

/** A person's colour: always the same for the same id, everywhere. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return hash % HUES;
}

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
