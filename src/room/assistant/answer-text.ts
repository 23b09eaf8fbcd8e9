import { ANSWER_CHARS } from '../../protocol/limits.ts';

/**
 * The text of one answer as it grows. It is well-formed Unicode at every moment, however the
 * provider cuts it: half of a surrogate pair at its end is held back until the other half is there.
 */
export class AnswerText {
  #text = '';
  #half = '';
  #afterReturn = false;

  get whole(): string {
    return this.#text;
  }

  /** Whether it has become as long as it may be; what comes then is left out. */
  get isFull(): boolean {
    return this.#text.length >= ANSWER_CHARS - 1;
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
    const room = ANSWER_CHARS - this.#text.length;
    // The last character stays whole, so that the cut is not inside of it.
    this.#text +=
      clean.length <= room ? clean : clean.slice(0, room).replace(/[\ud800-\udbff]$/, '');
  }
}
