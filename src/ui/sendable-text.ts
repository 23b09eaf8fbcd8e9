// Every character that some program takes for the end of a line: \v, \f, NEL, LS, PS.
const LINE_ENDS = /\r\n?|[\v\f\x85\u2028\u2029]/g;
// A room accepts no other control characters than these two, and no half of a surrogate pair.
const UNSENDABLE = /(?![\t\n])[\p{Cc}\p{Cs}]/gu;

/** A text without the characters that a room rejects: what ends a line is `\n`, the others are dropped. */
export const sendableText = (text: string): string =>
  text.replace(LINE_ENDS, '\n').replace(UNSENDABLE, '');
