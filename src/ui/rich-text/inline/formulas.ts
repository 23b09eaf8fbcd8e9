// Formulas in a line of text, as TeX marks them: `\(a^2\)`, `\[…\]`, `$$…$$`, `$x_1$`. They are shown as
// they were written, without what marks them; nothing in them is Markdown.

/** What formulas have and prices have not. */
const TEX = /[\\^_={}+]/;
const WORD = /[\p{L}\p{N}]/u;
/** Behind the one dollar that ends a formula there is no word: `$5 and $6`. */
const STRICT = /[\\^_{]/;

const closings: Readonly<Record<string, string>> = {
  '\\(': '\\)',
  '\\[': '\\]',
  $$: '$$',
  $: '$',
};

/** Finds the formulas of one text, asked from left to right. */
export class Formulas {
  readonly #text: string;
  /** Where each mark comes next; not looked for again as long as it is ahead. */
  readonly #next = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * The formula that begins at `at`, and where it ends; `null` where none does.
   * @param open whether more of the text may come, and the end of a formula with it.
   */
  at(at: number, open: boolean): { readonly text: string; readonly end: number } | null {
    const pair = this.#text.slice(at, at + 2);
    const opening = Object.hasOwn(closings, pair) ? pair : pair.charAt(0);
    const closing = closings[opening];
    if (closing === undefined) return null;
    const from = at + opening.length;
    const to = this.#find(closing, from);
    // The next one begins first: so no part of a text is looked at twice.
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
