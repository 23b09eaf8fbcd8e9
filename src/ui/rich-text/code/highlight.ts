// Syntax highlighting in one pass that looks at each character a few times at most: code comes from
// strangers, and with backtracking patterns a few lines could block the page. A worker is not an
// option: `trusted-types 'none'` in the page's content security policy, or the host page's, forbids
// starting one.
import { type Grammar, grammarOf, type LineKind } from './grammars.ts';

/** Kinds of tokens, by the names of their colors in the style sheet. */
type Category = 'cmnt' | 'kwd' | 'str' | 'num' | 'bool' | 'func' | 'class' | 'var' | LineKind;

/** A token's text and kind. */
export type Token = readonly [text: string, kind: Category | null];

/** Only this many tokens are colored; the rest of the code is plain. */
const MAX_COLORED = 600;

/** @returns the tokens of the code, or null if the language is unknown. */
export function tokensOf(code: string, language: string): Token[] | null {
  const grammar = grammarOf(language);
  return grammar && new Tokenizer(code, grammar).all();
}

const NUMBER = /\d[\w.]*/y;
const NAME = /[\p{L}_$@][\p{L}\p{N}_$]*/uy;
const DASHED_NAME = /[\p{L}_$@-][\p{L}\p{N}_$-]*/uy;
const SPACE = /[ \t]*/y;

class Tokenizer {
  readonly #code: string;
  readonly #grammar: Grammar;
  readonly #tokens: [string, Category | null][] = [];
  #colored = 0;
  #at = 0;
  /** Whether the position is between `<name` and `>`. */
  #isInTag = false;

  constructor(code: string, grammar: Grammar) {
    this.#code = code;
    this.#grammar = grammar;
  }

  all(): Token[] {
    while (this.#at < this.#code.length && this.#colored < MAX_COLORED) {
      const isMarked = this.#line() || this.#comment() || this.#tag() || this.#string();
      if (!isMarked && !this.#word()) this.#take(this.#at + 1, null);
    }
    this.#take(this.#code.length, null);
    return this.#tokens;
  }

  /** Adds a token that ends at `end`. */
  #take(end: number, kind: Category | null): true {
    const text = this.#code.slice(this.#at, end);
    const last = this.#tokens.at(-1);
    this.#at = end;
    if (text === '') return true;
    if (last && last[1] === kind) last[0] += text;
    else {
      this.#tokens.push([text, kind]);
      if (kind !== null) this.#colored++;
    }
    return true;
  }

  #begins = (marks: string): boolean => this.#code.startsWith(marks, this.#at);

  /** @returns the position after the next of these marks, or the end of the code. */
  #behind(marks: string, from: number): number {
    const at = this.#code.indexOf(marks, from);
    return at < 0 ? this.#code.length : at + marks.length;
  }

  #endOfLine(): number {
    const at = this.#code.indexOf('\n', this.#at);
    return at < 0 ? this.#code.length : at;
  }

  /** Takes a whole line if its first character defines its kind. */
  #line(): boolean {
    const kind = this.#grammar.lines?.[this.#code.charAt(this.#at)];
    const isFirst = this.#at === 0 || this.#code[this.#at - 1] === '\n';
    return kind !== undefined && isFirst && this.#take(this.#endOfLine(), kind);
  }

  #comment(): boolean {
    const { comments = [], lineComments = [] } = this.#grammar;
    const pair = comments.find(([opening]) => this.#begins(opening));
    if (pair) return this.#take(this.#behind(pair[1], this.#at + pair[0].length), 'cmnt');
    const isLine = !this.#isInTag && lineComments.some(this.#begins);
    return isLine && this.#take(this.#endOfLine(), 'cmnt');
  }

  #tag(): boolean {
    if (!this.#grammar.tags) return false;
    if (this.#isInTag && this.#begins('>')) {
      this.#isInTag = false;
      return this.#take(this.#at + 1, 'kwd');
    }
    if (this.#isInTag || !/^<[/!?]?[\p{L}_]/u.test(this.#code.slice(this.#at, this.#at + 3)))
      return false;
    this.#isInTag = true;
    const name = this.#match(
      DASHED_NAME,
      this.#at + (/[/!?]/.test(this.#code.charAt(this.#at + 1)) ? 2 : 1),
    );
    return this.#take(name.end, 'kwd');
  }

  #string(): boolean {
    const { strings = [], tags } = this.#grammar;
    if (tags && !this.#isInTag) return false;
    const quote = strings.find(this.#begins);
    if (quote === undefined) return false;
    const isLong = quote.length > 1 || quote === '`' || tags === true;
    let at = this.#at + quote.length;
    while (at < this.#code.length && !this.#code.startsWith(quote, at)) {
      if (!isLong && this.#code[at] === '\n') return this.#take(at, 'str');
      at += this.#code[at] === '\\' && !tags ? 2 : 1;
    }
    return this.#take(Math.min(at + quote.length, this.#code.length), 'str');
  }

  #word(): boolean {
    const { isDashed, tags } = this.#grammar;
    const number = this.#match(NUMBER, this.#at);
    if (number.text !== '') return this.#take(number.end, tags ? null : 'num');
    const { text, end } = this.#match(isDashed || tags ? DASHED_NAME : NAME, this.#at);
    return text !== '' && this.#take(end, this.#kindOf(text, end));
  }

  #kindOf(word: string, end: number): Category | null {
    const { keywords, constants, ignoresCase, keys, tags } = this.#grammar;
    if (tags) return this.#isInTag ? 'var' : null;
    const known = ignoresCase ? word.toLowerCase() : word;
    if (keywords?.has(known)) return 'kwd';
    if (constants?.has(known)) return 'bool';
    if (word.startsWith('$') && word.length > 1) return 'var';
    if (this.#code[end] === '(') return 'func';
    const next = this.#code.charAt(this.#match(SPACE, end).end);
    if (keys && next !== '' && keys.includes(next)) return 'var';
    return /^\p{Lu}/u.test(word) && !ignoresCase ? 'class' : null;
  }

  #match(pattern: RegExp, at: number): { readonly text: string; readonly end: number } {
    pattern.lastIndex = at;
    const text = pattern.exec(this.#code)?.[0] ?? '';
    return { text, end: at + text.length };
  }
}
