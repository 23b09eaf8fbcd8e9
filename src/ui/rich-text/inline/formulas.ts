// TeX formulas within a line: `\(a^2\)`, `\[…\]`, `$$…$$`, `$x_1$`. They are shown as written,
// without delimiters, and are not parsed as Markdown.

/** Characters that formulas have, but prices do not. */
const TEX = /[\\^_={}+]/;
const WORD = /[\p{L}\p{N}]/u;
/** Single dollars require one of these, so that `$5 and $6` is not a formula. */
const STRICT = /[\\^_{]/;

const closings: Readonly<Record<string, string>> = {
  '\\(': '\\)',
  '\\[': '\\]',
  $$: '$$',
  $: '$',
};

/** Finds the formulas of a text from left to right. */
export class Formulas {
  readonly #text: string;
  /** The next position of each delimiter, cached until it is passed. */
  readonly #next = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * @param open whether the text, and so a formula, may continue.
   * @returns the formula that starts at `at`, and where it ends; `null` if there is none.
   */
  at(at: number, open: boolean): { readonly text: string; readonly end: number } | null {
    const pair = this.#text.slice(at, at + 2);
    const opening = Object.hasOwn(closings, pair) ? pair : pair.charAt(0);
    const closing = closings[opening];
    if (closing === undefined) return null;
    const from = at + opening.length;
    const to = this.#find(closing, from);
    // If another formula opens first, this one is not closed. So no part of a text is scanned
    // twice.
    const next = opening === closing ? -1 : this.#find(opening, from);
    if (next >= 0 && next < to) return null;
    const { length } = this.#text;
    if (to < 0 && (!open || opening === '$' || next >= 0)) return null;
    const text = this.#text.slice(from, to < 0 ? length : to);
    if (to < 0) return { text: text.trim(), end: length };
    const end = to + closing.length;
    return this.#isMeant(opening, text, at, end) ? { text: text.trim(), end } : null;
  }

  #isMeant(opening: string, text: string, at: number, end: number): boolean {
    if (!WORD.test(text)) return false;
    if (opening === '\\(') return true;
    if (opening !== '$') return TEX.test(text) || (opening === '$$' && !/\s/.test(text));
    const isAlone = !WORD.test(this.#text[at - 1] ?? '') && !WORD.test(this.#text[end] ?? '');
    return isAlone && STRICT.test(text) && /^\S/.test(text) && /\S$/.test(text);
  }

  #find(marks: string, from: number): number {
    const known = this.#next.get(marks);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const next = this.#text.indexOf(marks, from);
    this.#next.set(marks, next);
    return next;
  }
}
