// Decides whether a character such as `*` is markup. CommonMark's rules are made for documents and
// would damage chat texts such as 2*3*4 or ¯\_(ツ)_/¯. Here, a character is only markup if that is
// clearly meant.

/** Letters and digits of scripts that separate words by spaces. */
const WORD = '(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L}\\p{N}]';
const UNSPACED =
  '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\u3000-\\u303f\\uff01-\\uff65]';
const PICTURE = '[\\p{Extended_Pictographic}\\ufe0f\\u{1f1e6}-\\u{1f1ff}]';

const OPENING = '[([{"\'“‘„‚«¿¡*_~—–|]';
const ENDING = '[.,;:!?)\\]}"\'”’»…*_~—–|/-]';

const opensAfter = (more: string): string => `(?<=^|\\s|${OPENING}${more}|${UNSPACED}|${PICTURE})`;

/**
 * A single character is easily typed by chance. Two in a row are not, so they are accepted in more
 * places.
 */
const forms = {
  single: {
    before: new RegExp(opensAfter(''), 'uy'),
    // Tested at a fixed position, because a pattern that scans a long run would be slow.
    content: new RegExp(`${WORD}|${UNSPACED}|${PICTURE}|[([{"'“‘„«¿¡*_~\`@#&$€£]`, 'uy'),
  },
  double: { before: new RegExp(opensAfter('|[-:/,.;!?]'), 'uy'), content: /[^\s/*_~]/y },
};
const BEHIND_CLOSING = new RegExp(`$|\\s|${ENDING}|${UNSPACED}|${PICTURE}`, 'uy');
const SPACE = /\s/;

/** A run of equal characters, and whether it may open or close markup here. */
export type DelimiterRun = {
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
};

/** Reads the delimiter runs of a text from left to right; each character is visited once. */
export class DelimiterRuns {
  readonly #text: string;
  #mixedEnd = 0;
  /** The number of characters visited. */
  steps = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns the run at `at`. Runs of a length without meaning neither open nor close. */
  at(at: number): DelimiterRun {
    const text = this.#text;
    const sign = text[at] ?? '';
    let length = 1;
    while (text[at + length] === sign) length++;
    this.steps += length;
    if (length > 3 || (sign === '~' && length !== 2))
      return { length, opens: false, closes: false };
    const isClosable = at > 0 && !SPACE.test(text[at - 1] ?? '');
    if (length === 1) {
      const { before, content } = forms.single;
      const opens = testAt(before, text, at) && testAt(content, text, at + 1);
      return { length, opens, closes: isClosable && testAt(BEHIND_CLOSING, text, at + 1) };
    }
    const { before, content } = forms.double;
    const opens = testAt(before, text, at) && testAt(content, text, this.#endOfMixed(at));
    return { length, opens, closes: isClosable };
  }

  /** @returns the end of the run of mixed delimiters around `at`. */
  #endOfMixed(at: number): number {
    if (at < this.#mixedEnd) return this.#mixedEnd;
    let end = at;
    while (/[*_~]/.test(this.#text[end] ?? '')) end++;
    this.steps += end - at;
    this.#mixedEnd = end;
    return end;
  }
}

function testAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
