// The emoji, once somebody wants one.

import { delaySubmit } from './delay-submit.ts';
import { type AllEmoji, type Emoji, findEmoji, readEmoji } from './emoji.ts';

let loaded: { readonly tag: string; readonly all: AllEmoji } | null = null;

/** @param tag the language for the names of countries; @returns null where they can't be fetched. */
export async function allEmoji(tag: string): Promise<AllEmoji | null> {
  try {
    const { emojiText } = await import('edgewise:emoji');
    if (loaded?.tag !== tag) loaded = { tag, all: readEmoji(emojiText, tag) };
    return loaded.all;
  } catch {
    return null;
  }
}

/**
 * The emoji for what was typed, the likeliest first; none where they can't be fetched.
 * @param spelt the field whose text is about to get the likeliest; until then it is not sent, for a moment.
 */
export function searchEmoji(
  tag: string,
  typed: string,
  most: number,
  spelt?: HTMLTextAreaElement,
): Promise<Emoji[]> {
  const search = allEmoji(tag).then((all) => (all ? findEmoji(all, typed, most) : []));
  if (spelt) delaySubmit(spelt, search);
  return search;
}
