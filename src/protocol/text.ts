import * as v from 'valibot';
import { isRecommendedEmoji, recommendedEmoji } from './emoji.ts';
import { hasVisibleText } from './has-visible-text.ts';
import { withoutInvisible } from './invisible-characters.ts';
import { EMOJI_CHARS } from './limits.ts';

// Storage corrupts a lone surrogate, and SQL's length() stops at a NUL, so both are rejected.
const wellFormed = v.check<string, string>(
  (text) => text.isWellFormed(),
  'must be well-formed Unicode (it holds half of a surrogate pair)',
);

/** A message's text. Tabs and line breaks are the only control characters allowed; CR LF becomes LF. */
export const messageText = (maxChars: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.replace(/\r\n?/g, '\n')),
    v.maxLength(maxChars, `is longer than ${maxChars} characters`),
    wellFormed,
    v.regex(/^[\P{Cc}\t\n]*$/u, 'holds a control character'),
    v.check(hasVisibleText, 'is empty'),
  );

/**
 * A person's name: one line with visible text. Control characters are rejected, and so are bidirectional
 * controls, which could reorder the line that shows the name. Invisible characters are removed [R6].
 */
export const personName = (maxChars: number) =>
  v.pipe(
    v.string(),
    wellFormed,
    v.regex(/[^\t-\r\p{Z}]/u, 'is empty'),
    v.trim(),
    v.regex(
      /^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u,
      'holds a character that a name cannot have',
    ),
    v.transform(withoutInvisible),
    v.regex(/[\p{L}\p{N}\p{P}\p{S}]/u, 'shows nothing'),
    v.maxLength(maxChars, `is longer than ${maxChars} characters`),
  );

/** One emoji in any form, converted to the one that Unicode recommends for interchange [R27]. */
export const emojiSchema = v.pipe(
  v.string(),
  v.maxLength(EMOJI_CHARS),
  v.transform(recommendedEmoji),
  v.check(isRecommendedEmoji, 'must be one emoji'),
);

/** The length of a text in UTF-8 bytes, the unit of `frameBytes`. Needs no Web API. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair counts 2 of the pair's 4 bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
