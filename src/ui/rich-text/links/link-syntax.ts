// Parses `[label](address "title")`. The ends of all labels are computed at once, so that each
// lookup takes constant time, however many brackets a text has.

/** The label has no end. */
const NEVER = -1;
/** The text ends before the label does. */
export const UNFINISHED = -2;

const SPACE = /\s/;
/** Characters that end an address. */
const OUTSIDE = /[\s<>]/;

/** The links of one text. */
export class LinkSyntax {
  readonly #text: string;
  readonly #ends: Int32Array;
  /** The last character that would end an incomplete address. */
  #lastStop = -1;
  /** The number of characters visited. */
  steps = 0;

  constructor(text: string) {
    this.#text = text;
    this.#ends = this.#labelEnds();
  }

  /**
   * @returns the position of the `]` that closes the label opened at `at`, or a negative number.
   */
  labelEnd = (at: number): number => this.#ends[at + 1] ?? NEVER;

  /** Whether the text ends after the label, or within the address that follows it. */
  isHalf(labelEnd: number): boolean {
    const next = this.#text[labelEnd + 1];
    return next === undefined || (next === '(' && this.#lastStop <= labelEnd);
  }

  /** @returns the address after a label, and where it ends; `null` if there is none. */
  addressBehind(labelEnd: number): { readonly address: string; readonly end: number } | null {
    const text = this.#text;
    if (text[labelEnd + 1] !== '(') return null;
    let at = labelEnd + 2;
    if (text[at] === ' ') at++;
    if (text[at] === '<') at++;
    const from = at;
    let isInside = false;
    for (; at < text.length; at++) {
      const char = text[at] ?? '';
      if (char === '(') {
        if (isInside) return null;
        isInside = true;
      } else if (char === ')') {
        if (!isInside) break;
        isInside = false;
      } else if (OUTSIDE.test(char)) break;
    }
    this.steps += at - from;
    if (isInside) return null;
    const address = text.slice(from, at);
    if (text[at] === '>') at++;
    at = this.#behindTitle(at);
    if (text[at] === ' ') at++;
    return text[at] === ')' ? { address, end: at + 1 } : null;
  }

  #behindTitle(at: number): number {
    const quote = this.#text[at + 1] ?? '';
    if (this.#text[at] !== ' ' || (quote !== '"' && quote !== "'")) return at;
    let end = at + 2;
    while (end < this.#text.length && this.#text[end] !== quote && this.#text[end] !== '\n') end++;
    this.steps += end - at;
    return this.#text[end] === quote ? end + 1 : at;
  }

  /** Computes where the label around each position ends, from right to left. */
  #labelEnds(): Int32Array {
    const text = this.#text;
    const ends = new Int32Array(text.length + 1).fill(UNFINISHED);
    // The next bracket within a label.
    let nextBracket = -1;
    for (let at = text.length - 1; at >= 0; at--) {
      this.steps++;
      const char = text[at] ?? '';
      if (char === '\n') {
        ends[at] = NEVER;
        nextBracket = -1;
      } else if (char === ']') {
        ends[at] = at;
        nextBracket = at;
      } else if (char === '[') {
        const isPair = nextBracket >= 0 && text[nextBracket] === ']';
        ends[at] = isPair ? (ends[nextBracket + 1] ?? NEVER) : NEVER;
        nextBracket = at;
      } else if (char === '\\') {
        const next = text[at + 1];
        ends[at] = next === undefined || next === '\n' ? NEVER : (ends[at + 2] ?? NEVER);
      } else ends[at] = ends[at + 1] ?? NEVER;
      if (this.#lastStop < 0 && (char === ')' || SPACE.test(char))) this.#lastStop = at;
    }
    return ends;
  }
}
