// Every character that some program takes for the end of a line: \v, \f, NEL, LS, PS.
const LINE_ENDS = /\r\n?|[\v\f\x85\u2028\u2029]/g;
// A room accepts no other control characters than these two, and no half of a surrogate pair.
const UNSENDABLE = /(?![\t\n])[\p{Cc}\p{Cs}]/gu;

/** A text without the characters that a room rejects: what ends a line is `\n`, the others are dropped. */
export const sendableText = (text: string): string =>
  text.replace(LINE_ENDS, '\n').replace(UNSENDABLE, '');

/**
 * Whether the first half of a surrogate pair was typed last. Firefox puts an emoji that a key types into
 * a field as two halves, with an `input` event after each.
 */
export const endsInHalf = (typed: string): boolean => /[\ud800-\udbff]$/.test(typed);
