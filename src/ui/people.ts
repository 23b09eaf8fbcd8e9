import type { Message, User } from '../client/index.ts';

/** How many colours people are told apart by; the style sheet has as many. */
export const HUES = 10;

/** Gives every person a colour: their own favourite, or the next that nobody here has yet. */
export class Voices {
  readonly #hues = new Map<string, number>();
  readonly #taken = new Set<number>();

  /** @returns the same for the same id, as long as this lives. */
  hueOf(id: string): number {
    const known = this.#hues.get(id);
    if (known !== undefined) return known;
    let hue = favourite(id);
    // By threes, so that the next one is not the neighbour's shade; ten and three share no factor.
    while (this.#taken.size < HUES && this.#taken.has(hue)) hue = (hue + 3) % HUES;
    this.#hues.set(id, hue);
    this.#taken.add(hue);
    return hue;
  }
}

function favourite(id: string): number {
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
