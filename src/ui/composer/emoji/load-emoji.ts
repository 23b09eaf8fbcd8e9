// Loads the emoji data on demand.

import { delaySubmit } from './delay-submit.ts';
import { type AllEmoji, type Emoji, findEmoji, readEmoji } from './emoji.ts';

let loaded: { readonly tag: string; readonly all: AllEmoji } | null = null;

/** @param tag the language for names of countries. @returns `null` if loading fails. */
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
 * Finds emoji, best match first; none if loading fails.
 * @param spelt the field that gets the best match; its submission is delayed until then.
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
