// Emoji are written with and without the selector U+FE0F, depending on keyboard and system.

/** Drawn as text unless the selector follows; a skin tone does the same. */
const WANTS_SELECTOR = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;
/** What every emoji has one of: a picture, a skin tone, half a flag, or the frame of a keycap. */
const MAY_BE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{RI}|\u20e3/u;

// Engines need milliseconds for a class of thousands of sequences, and most texts need none.
let recommended: RegExp | undefined;
let each: RegExp | undefined;

/**
 * An emoji as Unicode recommends it for interchange, from any of its spellings in emoji-test.txt:
 * with all selectors, with some, with none.
 * @returns the text as it was where it is no emoji.
 */
export function recommendedEmoji(text: string): string {
  const spelt = withSelectors(text);
  return isRecommendedEmoji(spelt) ? spelt : text;
}

const withSelectors = (text: string): string =>
  text.replaceAll('\ufe0f', '').replace(WANTS_SELECTOR, '$&\ufe0f');

/** Whether a text is one emoji, in the recommended spelling. */
export function isRecommendedEmoji(text: string): boolean {
  if (!MAY_BE.test(text)) return false;
  recommended ??= /^\p{RGI_Emoji}$/v;
  return recommended.test(text);
}

/** How many emoji a text is made of, in any spelling; 0 where there is anything but blanks beside them. */
export function countEmojiAlone(text: string): number {
  if (!MAY_BE.test(text)) return 0;
  each ??= /\p{RGI_Emoji}/gv;
  const spelt = withSelectors(text);
  return spelt.replace(each, '').trim() === '' ? (spelt.match(each)?.length ?? 0) : 0;
}
