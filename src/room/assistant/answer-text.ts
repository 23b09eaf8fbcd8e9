import { ANSWER_CHARS } from '../../protocol/limits.ts';

/**
 * This close to the limit, the last grapheme is held back until it is clear that all of it fits.
 */
const NEAR_CHARS = 256;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The text of one answer as it grows. It is always well-formed Unicode, wherever the provider
 * splits it: half of a surrogate pair at the end is held back until the other half arrives. A text
 * that reaches the limit is cut between two graphemes [R109].
 */
export class AnswerText {
  #text = '';
  #half = '';
  #afterReturn = false;
  /** The last grapheme near the limit, which the next text may extend. */
  #held = '';
  #isCut = false;

  get whole(): string {
    return this.#text;
  }

  /** Whether text was left out because the answer reached the limit. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Adds text. CR LF and CR become LF; other control characters are left out [R109]. */
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

  /** Ends the text and adds the grapheme that was held back. */
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
    // Only the text near the limit is segmented into graphemes; the text before it fits.
    const fitting = Math.max(0, ANSWER_CHARS - NEAR_CHARS - this.#text.length);
    const from = fresh.slice(0, fitting).replace(/[\ud800-\udbff]$/, '').length;
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
