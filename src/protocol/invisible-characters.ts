// What of a text can be seen. The properties are Unicode's, in whatever version the engine knows.

/** Blanks as wide as a letter: to the eye they are spaces. */
const SPACES = /[\p{Zs}\u2800\u{13441}\u{13442}\u{1d159}]+/gu;

const IGNORABLE = '\\p{Default_Ignorable_Code_Point}';
const VIRAMAS =
  '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca\\u1039\\u17d2';
// Behind these Arabic letters nothing is joined anyway.
const UNJOINED =
  '\\u0621-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699\\u06c0\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2-\\u06d5\\u06ee\\u06ef';

/** What draws nothing by itself, yet changes how its neighbours are drawn. */
const MEANT = [
  // Joiners of emoji, the variation selectors within them, and the tags of some flags.
  '\\p{RGI_Emoji}',
  // A heart as text or as a picture, where that is not how it is drawn anyway.
  '(?<=(?!\\p{Emoji_Presentation})\\p{Extended_Pictographic})\\ufe0f',
  '(?<=(?=\\p{Emoji_Presentation})\\p{Extended_Pictographic})\\ufe0e',
  // Joiners in scripts of India, which stand beside a virama, and in Persian.
  `(?<=[${VIRAMAS}])[\\u200c\\u200d]|[\\u200c\\u200d](?=[${VIRAMAS}])`,
  `(?<=(?![${UNJOINED}])\\p{scx=Arab}\\p{M}*)\\u200c(?=\\p{scx=Arab})`,
  // Forms of letters: in Mongolian, and of Chinese characters in people's names.
  '(?<=\\p{sc=Mong})[\\u180b-\\u180f]',
  '(?<=\\p{sc=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
].join('|');

// Anchors of annotations and controls of hieroglyphs draw nothing in a line of a name either.
const MEANT_OR_IGNORABLE = new RegExp(
  `(${MEANT})|${IGNORABLE}|[\\ufff9-\\ufffb\\u{13430}-\\u{13440}]`,
  'gv',
);

/**
 * Takes out of one line what cannot be seen, so that two lines that look alike are alike more often:
 * composed (NFC), one space for any blank, none at the ends, no mark without a letter, nothing
 * ignorable but where a script or an emoji needs it.
 */
export function withoutInvisible(line: string): string {
  const cleaned = line
    .normalize('NFC')
    .replace(MEANT_OR_IGNORABLE, (_, meant: string | undefined) => meant ?? '')
    .replace(SPACES, ' ')
    .replace(/^[\p{M} ]+| $/gu, '')
    .normalize('NFC');
  // What was taken out may have kept a pair of marks or joiners apart.
  return cleaned === line ? line : withoutInvisible(cleaned);
}
