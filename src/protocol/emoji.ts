// Emoji are written with and without the selector U+FE0F, depending on keyboard and system.

/** Characters drawn as text unless U+FE0F or a skin tone follows. */
const WANTS_SELECTOR = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;
/** Every emoji contains one of these: a pictograph, a skin tone, half a flag, or a keycap's frame. */
const MAY_BE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{RI}|\u20e3/u;

// Compiled on first use: this takes engines milliseconds, and most texts never need it.
let recommended: RegExp | undefined;
let each: RegExp | undefined;

/**
 * Converts an emoji to the form that Unicode recommends for interchange. It accepts every form in
 * emoji-test.txt: with all selectors, some, or none.
 * @returns the emoji in that form; the unchanged text if it is not an emoji.
 */
export function recommendedEmoji(text: string): string {
  const normalized = withSelectors(text);
  return isRecommendedEmoji(normalized) ? normalized : text;
}

const withSelectors = (text: string): string =>
  text.replaceAll('\ufe0f', '').replace(WANTS_SELECTOR, '$&\ufe0f');

/** Whether a text is one emoji in the form that Unicode recommends. */
export function isRecommendedEmoji(text: string): boolean {
  if (!MAY_BE.test(text)) return false;
  recommended ??= /^\p{RGI_Emoji}$/v;
  return recommended.test(text);
}

/** Counts the emoji of a text in any form; 0 if it contains anything else but blanks. */
export function countEmojiAlone(text: string): number {
  if (!MAY_BE.test(text)) return 0;
  each ??= /\p{RGI_Emoji}/gv;
  const normalized = withSelectors(text);
  return normalized.replace(each, '').trim() === '' ? (normalized.match(each)?.length ?? 0) : 0;
}
