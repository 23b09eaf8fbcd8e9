import { isInCode } from './is-in-code.ts';

/** What ends a turn in the templates of models. */
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
/** What begins the next turn. */
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
/** Ends and white space, and what comes behind them. */
const RUN = new RegExp(`^(?:${oneOf(ENDS)}\\s*)+`, 'iu');
const START = new RegExp(`^${oneOf(STARTS)}`, 'iu');
/** An answer that shows so many of them is about them: each looks at all that came before it. */
const MOST_SHOWN = 32;
/** Nothing comes behind so many characters of them. */
const MOST_HELD_CHARS = 1024;
const LONGEST = Math.max(...ENDS.map(({ length }) => length));

/**
 * Takes the tokens out of an answer that end a turn and that some servers leave in the text: those at
 * its end, and with them what a model goes on to write as the next turn [R123]. In code they are words,
 * and so they are where the answer goes on behind them.
 */
export class EndTokenFilter {
  #said = '';
  #held = '';
  #shown = 0;
  #isOver = false;

  add(piece: string): string {
    if (this.#isOver) return '';
    this.#held += piece;
    if (this.#shown > MOST_SHOWN) return this.#give(this.#held.length);
    let words = '';
    for (;;) {
      const found = this.#endIn(this.#held);
      if (found === undefined) return words + this.#give(halfFrom(this.#held));
      words += this.#give(found);
      const run = RUN.exec(this.#held)?.[0] ?? '';
      const rest = this.#held.slice(run.length);
      this.#isOver = START.test(rest) || run.length > MOST_HELD_CHARS;
      if (this.#isOver || rest === '' || isHalf(rest)) return words;
      this.#shown += 1;
      words += this.#give(run.length);
    }
  }

  /** What was held back, at the end of the answer. */
  end(): string {
    const run = RUN.exec(this.#held)?.[0] ?? '';
    return this.#isOver || run === this.#held ? '' : this.#held;
  }

  #give(length: number): string {
    const words = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#said += words;
    return words;
  }

  /** Where the first token stands that is no code. */
  #endIn(text: string): number | undefined {
    for (const { index } of text.matchAll(END)) {
      if (this.#shown > MOST_SHOWN) return undefined;
      if (!isInCode(this.#said + text.slice(0, index))) return index;
      this.#shown += 1;
    }
    return undefined;
  }
}

const isHalf = (text: string): boolean => {
  const small = text.toLowerCase();
  return [...ENDS, ...STARTS].some((token) => token.startsWith(small));
};

/** Where a token begins that may be whole with the next piece; the length of the text where none does. */
function halfFrom(text: string): number {
  for (let at = Math.max(0, text.length - LONGEST); at < text.length; at++)
    if (text[at] === '<' && isHalf(text.slice(at))) return at;
  return text.length;
}
