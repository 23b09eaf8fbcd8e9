import { isInCode } from './is-in-code.ts';

/** Tokens that end a turn in the chat templates of models. */
const ENDS = [
  '<|im_end|>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<|eot|>',
  '<|end|>',
  '<|return|>',
  '<|end_of_turn_token|>',
  '<|end_of_sentence|>',
  '<｜end▁of▁sentence｜>',
  '<end_of_turn>',
  '<turn|>',
  '<eos>',
  '</s>',
] as const;
/** Tokens that begin the next turn. */
const STARTS = [
  '<|im_start|>',
  '<|start_header_id|>',
  '<|start_of_turn_token|>',
  '<|start|>',
  '<|user|>',
  '<|turn>',
  '<｜user｜>',
  '<start_of_turn>',
  '[inst]',
  '<s>',
] as const;

const oneOf = (tokens: readonly string[]): string =>
  `(?:${tokens.map((token) => token.replace(/[|[\]/]/g, '\\$&')).join('|')})`;

const END = new RegExp(oneOf(ENDS), 'giu');
/** A run of end tokens with the white space between them. */
const END_RUN = new RegExp(`^(?:${oneOf(ENDS)}\\s*)+`, 'iu');
const START = new RegExp(`^${oneOf(STARTS)}`, 'iu');
/**
 * An answer with more end tokens in code or in its text is about such tokens, so the filter stops.
 * This also bounds its time, because it looks at all earlier text for each token.
 */
const MAX_KEPT = 32;
/** A longer run of end tokens ends the answer. */
const MAX_RUN_CHARS = 1024;
const LONGEST_TOKEN = Math.max(...ENDS.map(({ length }) => length));

/**
 * Removes the tokens that end a turn, which some servers leave in the text: those at the end of an
 * answer, and the next turn that a model may write after them [R123]. Tokens in code stay, and so
 * do tokens that the answer continues after.
 */
export class EndTokenFilter {
  #given = '';
  #held = '';
  #kept = 0;
  #isOver = false;

  /** @returns the text that can be passed on so far. */
  add(piece: string): string {
    if (this.#isOver) return '';
    this.#held += piece;
    if (this.#kept > MAX_KEPT) return this.#give(this.#held.length);
    let passed = '';
    for (;;) {
      const found = this.#endIn(this.#held);
      if (found === undefined) return passed + this.#give(partialFrom(this.#held));
      passed += this.#give(found);
      const run = END_RUN.exec(this.#held)?.[0] ?? '';
      const rest = this.#held.slice(run.length);
      this.#isOver = START.test(rest) || run.length > MAX_RUN_CHARS;
      if (this.#isOver || rest === '' || isPartial(rest)) return passed;
      this.#kept += 1;
      passed += this.#give(run.length);
    }
  }

  /** @returns the text that was held back, at the end of the answer. */
  end(): string {
    const run = END_RUN.exec(this.#held)?.[0] ?? '';
    return this.#isOver || run === this.#held ? '' : this.#held;
  }

  #give(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#given += text;
    return text;
  }

  /** @returns the index of the first end token outside of code. */
  #endIn(text: string): number | undefined {
    for (const { index } of text.matchAll(END)) {
      if (this.#kept > MAX_KEPT) return undefined;
      if (!isInCode(this.#given + text.slice(0, index))) return index;
      this.#kept += 1;
    }
    return undefined;
  }
}

/** Whether a text is the beginning of a token. */
const isPartial = (text: string): boolean => {
  const small = text.toLowerCase();
  return [...ENDS, ...STARTS].some((token) => token.startsWith(small));
};

/** @returns the index of a partial token at the end; the length of the text if there is none. */
function partialFrom(text: string): number {
  for (let at = Math.max(0, text.length - LONGEST_TOKEN); at < text.length; at++)
    if (text[at] === '<' && isPartial(text.slice(at))) return at;
  return text.length;
}
