// Pairs the delimiters of bold, italic and struck-out text. Delimiters without a partner stay text.
import type { DelimiterRun } from './delimiter-runs.ts';
import type { Inline } from './inline-model.ts';

/** An opening delimiter that may still be closed, and the state before it. */
type Opener = {
  readonly sign: string;
  count: number;
  readonly at: number;
  readonly meaning: number;
};

/** The most open delimiters at once, more than people nest. */
const MAX_OPENERS = 12;

/** Letters, numbers or pictures. Without any, it is not emphasis: `*-*` is an emoticon. */
const CONTENT = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

const NAME = /^\w+$/;

type Category = 'strong' | 'em' | 'strike';

/** The elements for a number of equal delimiters, innermost first. */
const kinds: Readonly<Record<string, readonly Category[]>> = {
  '*1': ['em'],
  '*2': ['strong'],
  '*3': ['em', 'strong'],
  _1: ['em'],
  _2: ['strong'],
  _3: ['em', 'strong'],
  '~2': ['strike'],
};

/** Collects the parts of a paragraph from left to right, and nests them by their delimiters. */
export class Emphasis {
  readonly #out: Inline[] = [];
  readonly #openers: Opener[] = [];
  /** The number of parts with content so far; counted, because each pair of delimiters needs it. */
  #meaning = 0;
  /** The number of parts visited. */
  steps = 0;

  text(text: string): void {
    if (text === '') return;
    this.#out.push(text);
    if (CONTENT.test(text)) this.#meaning++;
  }

  node(node: Inline): void {
    this.#out.push(node);
    this.#meaning++;
  }

  /**
   * Adds a delimiter run.
   * @returns how many elements it created.
   */
  sign(sign: string, { length, opens, closes }: DelimiterRun): number {
    const before = this.#made;
    let left = closes ? this.#close(sign, length) : length;
    if (left > 0 && opens && this.#openers.length < MAX_OPENERS) {
      this.#openers.push({ sign, count: left, at: this.#out.length, meaning: this.#meaning });
      left = 0;
      this.#out.push('');
    }
    this.text(sign.repeat(left));
    return this.#made - before;
  }

  /** @param open whether more text may follow; then open delimiters are treated as closed. */
  end(open: boolean): Inline[] {
    while (this.#openers.length > 0) {
      const opener = this.#openers[this.#openers.length - 1] as Opener;
      if (!open) this.#giveUp();
      else if (this.#encloses(opener)) this.#wrap(opener, opener.count);
      else {
        opener.count = 0;
        this.#giveUp();
      }
    }
    return this.#joined(this.#out);
  }

  #made = 0;

  /**
   * Closes open delimiters.
   * @returns how many characters of the run are left.
   */
  #close(sign: string, length: number): number {
    let left = length;
    while (left > 0) {
      const index = this.#openers.findLastIndex(
        (opener) => opener.sign === sign && fits(opener.count, left),
      );
      const opener = this.#openers[index];
      if (!opener) break;
      while (this.#openers.length > index + 1) this.#giveUp();
      if (!this.#encloses(opener)) {
        this.#giveUp();
        break;
      }
      const used = Math.min(opener.count, left);
      this.#wrap(opener, used);
      left -= used;
    }
    return left;
  }

  /** Whether the opener is followed by content. `__init__` is a Python name, not bold. */
  #encloses({ sign, count, at, meaning }: Opener): boolean {
    if (this.#meaning === meaning) return false;
    if (sign !== '_' || count !== 2) return true;
    // The opener is removed in any case, so nothing is visited twice.
    const [only, ...others] = this.#joined(this.#out.slice(at + 1));
    return others.length > 0 || typeof only !== 'string' || !NAME.test(only);
  }

  /** Makes everything after the innermost opener its child. */
  #wrap(opener: Opener, used: number): void {
    let node: Inline[] = this.#joined(this.#out.splice(opener.at + 1));
    for (const kind of kinds[`${opener.sign}${used}`] ?? []) {
      node = [{ kind, children: node }];
      this.#made++;
    }
    opener.count -= used;
    this.#out.push(...node);
    if (opener.count === 0) this.#openers.pop();
  }

  /** Turns the innermost opener, which has no partner, back into text. */
  #giveUp(): void {
    const opener = this.#openers.pop();
    if (opener) this.#out[opener.at] = opener.sign.repeat(opener.count);
  }

  #joined(inlines: readonly Inline[]): Inline[] {
    this.steps += inlines.length;
    const all: Inline[] = [];
    for (const inline of inlines) {
      const last = all.at(-1);
      if (inline === '') continue;
      if (typeof inline === 'string' && typeof last === 'string')
        all[all.length - 1] = last + inline;
      else all.push(inline);
    }
    return all;
  }
}

/** A `**` does not match a single `*`. */
const fits = (opener: number, closer: number): boolean =>
  opener === closer || opener === 3 || closer === 3;
