import { ANSWER_CHARS } from '../../protocol/limits.ts';

/** So near to the limit, the last character is held back until it is known whether all of it fits. */
const NEAR_CHARS = 256;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The text of one answer as it grows. It is well-formed Unicode at every moment, however the
 * provider cuts it: half of a surrogate pair at its end is held back until the other half is there.
 * Where it is cut at its longest, it is cut between two characters as people see them [R109].
 */
export class AnswerText {
  #text = '';
  #half = '';
  #afterReturn = false;
  /** The last character, near the limit: what comes next may belong to it. */
  #held = '';
  #isCut = false;

  get whole(): string {
    return this.#text;
  }

  /** Whether something was left out, because it has become as long as it may be. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Adds what came. CR LF and CR become LF; other control characters are left out [R109]. */
  add(part: string): void {
    let text = this.#half + part;
    this.#half = '';
    if (/[\ud800-\udbff]$/.test(text)) {
      this.#half = text.slice(-1);
      text = text.slice(0, -1);
    }
    if (text === '') return;
    const joined = this.#afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    this.#afterReturn = text.endsWith('\r');
    const clean = joined
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      .replace(/(?![\t\n])\p{Cc}/gu, '');
    this.#append(clean);
  }

  /** Nothing comes any more: what was held back is whole. */
  end(): void {
    this.#text += this.#held;
    this.#held = '';
  }

  #append(text: string): void {
    if (this.#isCut) return;
    const fresh = this.#held + text;
    this.#held = '';
    if (this.#text.length + fresh.length <= ANSWER_CHARS - NEAR_CHARS) {
      this.#text += fresh;
      return;
    }
    // Characters are told apart within the last few: the rest of a long piece is behind us.
    const sure = Math.max(0, ANSWER_CHARS - NEAR_CHARS - this.#text.length);
    const from = fresh.slice(0, sure).replace(/[\ud800-\udbff]$/, '').length;
    this.#text += fresh.slice(0, from);
    for (const { segment } of characters.segment(fresh.slice(from, from + 2 * NEAR_CHARS))) {
      this.#text += this.#held;
      this.#held = segment;
      if (this.#text.length + segment.length > ANSWER_CHARS) {
        this.#held = '';
        this.#isCut = true;
        return;
      }
    }
  }
}
