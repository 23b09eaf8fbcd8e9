// What of a text can be seen. It stands alone, since the composer needs it at once and nothing else of visible.ts.

/**
 * Characters that draw nothing, or nothing but space, as the inside of a character class. Beside
 * what Unicode lets programs ignore, spaces and controls: the blank Braille pattern, the anchors of
 * annotations, controls and blanks of hieroglyphs, a note without a head.
 */
const BLANK =
  '\\s\\p{Z}\\p{Cc}\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb\\u{13430}-\\u{13442}\\u{1d159}';

/** Something to see; a mark without a letter under it does not count. */
const SEEN = new RegExp(`[^\\p{M}${BLANK}]`, 'u');

/** Whether a text draws anything. */
export const showsSomething = (text: string): boolean => SEEN.test(text);
