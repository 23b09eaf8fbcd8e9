// Whether a text is visible. Separate from invisible-characters.ts, because the composer needs only this.

/**
 * Characters that render nothing or only space, as the inside of a character class. Besides default
 * ignorables, spaces and controls: the blank Braille pattern, interlinear annotation anchors, hieroglyph
 * controls and blanks, and the null notehead.
 */
const BLANK =
  '\\s\\p{Z}\\p{Cc}\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb\\u{13430}-\\u{13442}\\u{1d159}';

/** A visible character. A combining mark without a base does not count. */
const SEEN = new RegExp(`[^\\p{M}${BLANK}]`, 'u');

/** Whether a text has any visible character. */
export const hasVisibleText = (text: string): boolean => SEEN.test(text);
