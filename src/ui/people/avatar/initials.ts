// The initials in an avatar.
import { isRecommendedEmoji, recommendedEmoji } from '../../../client/app/text.ts';

/** Scripts with capitals, where two initials are common. In others it is one character. */
const HAS_INITIALS = /^[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Armn}\p{Nd}]/u;

/** Separators between the parts of a name. */
const SEPARATORS = /[\s\p{Pd}\p{Pc}.·・]+/u;

/** A remark after a name, such as pronouns. */
const REMARK = /(?<=\S)\s*[([{（【|].*$/u;

const LETTER = /[\p{L}\p{N}]/u;

const PLAIN = /^[ -~]*$/;

let segmenter: Intl.Segmenter | undefined;

/** Splits a text into grapheme clusters. */
function graphemes(text: string): string[] {
  // Firefox has Intl.Segmenter since 125. Creating it takes 30 ms on a slow phone, so ASCII avoids it.
  if (!Intl.Segmenter || PLAIN.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const isEmoji = (grapheme: string): boolean => isRecommendedEmoji(recommendedEmoji(grapheme));

/** The first letter, digit or emoji of a part, after quotes and other signs. */
const firstOf = (part: string): string | undefined =>
  graphemes(part).find((grapheme) => LETTER.test(grapheme) || isEmoji(grapheme));

/** Uppercases a letter, unless it would become several. */
function capital(grapheme: string): string {
  const upper = grapheme.toUpperCase();
  return upper.length === grapheme.length ? upper : grapheme;
}

/**
 * `Ada Lovelace` is AL, `Ada` is A, `陳美玲` is 陳, `نور` is ن, and `🦊 Fox` is 🦊.
 * @returns an empty text for an empty name.
 */
export function initialsOf(name: string): string {
  const parts = name.normalize().replace(REMARK, '').split(SEPARATORS);
  const signs = parts.flatMap((part) => firstOf(part) ?? []);
  const [first] = signs;
  // A name may be all punctuation.
  if (first === undefined) return graphemes(name.trim())[0] ?? '';
  if (!HAS_INITIALS.test(first) || isEmoji(first)) return first;
  const last = signs.length > 1 ? (signs.at(-1) ?? '') : '';
  return capital(first) + (HAS_INITIALS.test(last) && !isEmoji(last) ? capital(last) : '');
}
