// Where the parts of `[label](address "title")` end. Each answer costs a step or two, however many
// brackets a text has: where labels end is found for all of them at once.

/** The label never ends. */
const NEVER = -1;
/** It has not ended yet where the text ends. */
export const UNFINISHED = -2;

const SPACE = /\s/;
/** What no address has in it, unless it is part of a pair of brackets. */
const OUTSIDE = /[\s<>]/;

/** The links of one text. */
export class LinkSyntax {
  readonly #text: string;
  readonly #ends: Int32Array;
  /** Where the last character is that ends an address that is half there. */
  #lastStop = -1;
  /** How many characters were looked at. */
  steps = 0;

  constructor(text: string) {
    this.#text = text;
    this.#ends = this.#labelEnds();
  }

  /** Where the label ends whose bracket opens at `at`: the place of its `]`, or a negative number. */
  labelEnd = (at: number): number => this.#ends[at + 1] ?? NEVER;

  /** Whether a label's end is followed by nothing, or by an address that goes on to the text's end. */
  isHalf(labelEnd: number): boolean {
    const next = this.#text[labelEnd + 1];
    return next === undefined || (next === '(' && this.#lastStop <= labelEnd);
  }

  /** The address behind a label, and where it ends; `null` where there is none. */
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

  /** For each place within a label, where the label ends. Read from the end: what follows is known. */
  #labelEnds(): Int32Array {
    const text = this.#text;
    const ends = new Int32Array(text.length + 1).fill(UNFINISHED);
    // What a bracket within a label ends with, where it holds no other.
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
