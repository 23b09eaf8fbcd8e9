// The few characters that stand for a name in an avatar.
import { isRecommendedEmoji, recommendedEmoji } from '../../../client/app/text.ts';

/** Scripts with capitals, in which people write their initials. In others one character is the custom. */
const HAS_INITIALS = /^[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Armn}\p{Nd}]/u;

/** What separates the parts of a name. */
const SEPARATORS = /[\s\p{Pd}\p{Pc}.·・]+/u;

/** A remark behind a name, such as pronouns. */
const REMARK = /(?<=\S)\s*[([{（【|].*$/u;

const LETTER = /[\p{L}\p{N}]/u;

const PLAIN = /^[ -~]*$/;

let segmenter: Intl.Segmenter | undefined;

/** What is drawn as one character each. */
function graphemes(text: string): string[] {
  // Firefox has it since 125, and plain letters do not need it, which a slow phone makes in 30 ms.
  if (!Intl.Segmenter || PLAIN.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const isEmoji = (grapheme: string): boolean => isRecommendedEmoji(recommendedEmoji(grapheme));

/** The first letter, digit or emoji of a part; quotes and signs before it are passed over. */
const firstOf = (part: string): string | undefined =>
  graphemes(part).find((grapheme) => LETTER.test(grapheme) || isEmoji(grapheme));

/** Some letters become several as capitals: those stay small. */
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
