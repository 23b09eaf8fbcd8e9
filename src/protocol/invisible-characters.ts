// Removes invisible characters from names. The Unicode version is the engine's.

/** Blanks as wide as a letter, which look like spaces. */
const SPACES = /[\p{Zs}\u2800\u{13441}\u{13442}\u{1d159}]+/gu;

const IGNORABLE = '\\p{Default_Ignorable_Code_Point}';
const VIRAMAS =
  '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca\\u1039\\u17d2';
// Arabic letters that never join the letter after them, so a non-joiner has no effect there.
const UNJOINED =
  '\\u0621-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699\\u06c0\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2-\\u06d5\\u06ee\\u06ef';

/** Characters that draw nothing themselves but change how their neighbors are drawn. */
const MEANT = [
  // Joiners of emoji, the variation selectors within them, and the tags of some flags.
  '\\p{RGI_Emoji}',
  // Variation selectors that change a symbol's default style, text or emoji.
  '(?<=(?!\\p{Emoji_Presentation})\\p{Extended_Pictographic})\\ufe0f',
  '(?<=(?=\\p{Emoji_Presentation})\\p{Extended_Pictographic})\\ufe0e',
  // Joiners next to a virama in Indic scripts, and in Persian.
  `(?<=[${VIRAMAS}])[\\u200c\\u200d]|[\\u200c\\u200d](?=[${VIRAMAS}])`,
  `(?<=(?![${UNJOINED}])\\p{scx=Arab}\\p{M}*)\\u200c(?=\\p{scx=Arab})`,
  // Variants of letters in Mongolian, and of Chinese characters in people's names.
  '(?<=\\p{sc=Mong})[\\u180b-\\u180f]',
  '(?<=\\p{sc=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
].join('|');

// Annotation anchors and hieroglyph controls draw nothing in a name either.
const MEANT_OR_IGNORABLE = new RegExp(
  `(${MEANT})|${IGNORABLE}|[\\ufff9-\\ufffb\\u{13430}-\\u{13440}]`,
  'gv',
);

/**
 * Normalizes one line so that lines that look alike are more often equal. It composes the text (NFC),
 * turns any blanks into one space, trims the ends, and removes marks without a letter. Ignorable characters
 * stay only where a script or an emoji needs them.
 */
export function withoutInvisible(line: string): string {
  const cleaned = line
    .normalize('NFC')
    .replace(MEANT_OR_IGNORABLE, (_, meant: string | undefined) => meant ?? '')
    .replace(SPACES, ' ')
    .replace(/^[\p{M} ]+| $/gu, '')
    .normalize('NFC');
  // Repeat: removing a character may have brought marks or joiners together.
  return cleaned === line ? line : withoutInvisible(cleaned);
}
