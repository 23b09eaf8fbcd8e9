// When a sign is markup and when it is just a sign. CommonMark's rules are made for documents: they
// take the stars out of 2*3*4 and the arms off a shrug. Here whatever is not surely meant stays.

/** Letters and digits of scripts that put spaces between words. */
const WORD = '(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L}\\p{N}]';
const UNSPACED =
  '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\u3000-\\u303f\\uff01-\\uff65]';
const PICTURE = '[\\p{Extended_Pictographic}\\ufe0f\\u{1f1e6}-\\u{1f1ff}]';

const OPENING = '[([{"\'“‘„‚«¿¡*_~—–|]';
const ENDING = '[.,;:!?)\\]}"\'”’»…*_~—–|/-]';

const opensAfter = (more: string): string => `(?<=^|\\s|${OPENING}${more}|${UNSPACED}|${PICTURE})`;

/** One sign is easily typed by chance, two are not: they may stand in more places. */
const forms = {
  single: {
    before: new RegExp(opensAfter(''), 'uy'),
    // Asked right behind the sign: no pattern goes through a run of signs, which may be long.
    content: new RegExp(`${WORD}|${UNSPACED}|${PICTURE}|[([{"'“‘„«¿¡*_~\`@#&$€£]`, 'uy'),
  },
  double: { before: new RegExp(opensAfter('|[-:/,.;!?]'), 'uy'), content: /[^\s/*_~]/y },
};
const BEHIND_CLOSING = new RegExp(`$|\\s|${ENDING}|${UNSPACED}|${PICTURE}`, 'uy');
const SPACE = /\s/;

/** A run of equal signs, and what it may do where it stands. */
export type DelimiterRun = {
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
};

/** Reads the runs of signs in a text, from left to right; each character is passed once. */
export class DelimiterRuns {
  readonly #text: string;
  #mixedEnd = 0;
  /** How many characters were looked at. */
  steps = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** What the run of signs at `at` may do. Runs that no markup has are never any. */
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

  /** Behind the run of any signs that `at` is in. */
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
