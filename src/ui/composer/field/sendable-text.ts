// Characters that programs treat as line breaks, including \v, \f, NEL, LS, PS.
const LINE_ENDS = /\r\n?|[\v\f\x85\u2028\u2029]/g;
// A room accepts no control characters except tab and line feed, and no lone surrogates.
const UNSENDABLE = /(?![\t\n])[\p{Cc}\p{Cs}]/gu;

/** Removes characters that a room rejects, and normalizes line breaks to `\n`. */
export const sendableText = (text: string): string =>
  text.replace(LINE_ENDS, '\n').replace(UNSENDABLE, '');

/**
 * Whether a text ends with half of a surrogate pair. Firefox inserts a typed emoji in two halves, with an
 * `input` event after each.
 */
export const endsInHalf = (typed: string): boolean => /[\ud800-\udbff]$/.test(typed);
