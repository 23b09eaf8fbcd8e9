// Emoji are written with and without the selector U+FE0F, depending on keyboard and system.

/** Drawn as text unless the selector follows; a skin tone does the same. */
const WANTS_SELECTOR = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;
const RECOMMENDED = /^\p{RGI_Emoji}$/v;
const EACH = /\p{RGI_Emoji}/gv;

/**
 * An emoji as Unicode recommends it for interchange, from any of its spellings in emoji-test.txt:
 * with all selectors, with some, with none.
 * @returns the text as it was where it is no emoji.
 */
export function recommendedEmoji(text: string): string {
  const spelt = withSelectors(text);
  return RECOMMENDED.test(spelt) ? spelt : text;
}

const withSelectors = (text: string): string =>
  text.replaceAll('\ufe0f', '').replace(WANTS_SELECTOR, '$&\ufe0f');

/** Whether a text is one emoji, in the recommended spelling. */
export const isRecommendedEmoji = (text: string): boolean => RECOMMENDED.test(text);

/** How many emoji a text is made of, in any spelling; 0 where there is anything but blanks beside them. */
export function countEmojiAlone(text: string): number {
  const spelt = withSelectors(text);
  return spelt.replace(EACH, '').trim() === '' ? (spelt.match(EACH)?.length ?? 0) : 0;
}
