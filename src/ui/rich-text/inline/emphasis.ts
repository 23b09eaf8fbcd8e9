// Bold, italic and struck-out text: signs find their partners, and those without stay signs.
import type { DelimiterRun } from './delimiter-runs.ts';
import type { Inline } from './inline-model.ts';

/** A run of signs that may still find its partner further on, and what there was before it. */
type Opener = {
  readonly sign: string;
  count: number;
  readonly at: number;
  readonly meaning: number;
};

/** So many may wait at once; nobody nests deeper by hand. */
const WAITING = 12;

/** Of a word, a number or a picture; what has none, such as `*-*`, is a face. */
const CONTENT = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

const NAME = /^\w+$/;

type Category = 'strong' | 'em' | 'strike';

/** What so many equal signs make of what they enclose, from the inside out. */
const kinds: Readonly<Record<string, readonly Category[]>> = {
  '*1': ['em'],
  '*2': ['strong'],
  '*3': ['em', 'strong'],
  _1: ['em'],
  _2: ['strong'],
  _3: ['em', 'strong'],
  '~2': ['strike'],
};

/** Collects the pieces of a paragraph from left to right, and nests them as its signs say. */
export class Emphasis {
  readonly #out: Inline[] = [];
  readonly #openers: Opener[] = [];
  /** The pieces so far that mean something; asked of every pair of signs, so it is counted once. */
  #meaning = 0;
  /** How many pieces were looked at. */
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

  /** Takes a run of signs. @returns how many elements were made of it. */
  sign(sign: string, { length, opens, closes }: DelimiterRun): number {
    const before = this.#made;
    let left = closes ? this.#close(sign, length) : length;
    if (left > 0 && opens && this.#openers.length < WAITING) {
      this.#openers.push({ sign, count: left, at: this.#out.length, meaning: this.#meaning });
      left = 0;
      this.#out.push('');
    }
    this.text(sign.repeat(left));
    return this.#made - before;
  }

  /** @param open more text may come, so what waits for its partner is shown as if it had it. */
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

  /** Closes what the run can close. @returns how many of its signs are left. */
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

  /** Whether there is something behind the opener that can be meant. `__init__` is a name in Python. */
  #encloses({ sign, count, at, meaning }: Opener): boolean {
    if (this.#meaning === meaning) return false;
    if (sign !== '_' || count !== 2) return true;
    // Either way the opener is gone afterwards: what is looked at here is not looked at again.
    const [only, ...others] = this.#joined(this.#out.slice(at + 1));
    return others.length > 0 || typeof only !== 'string' || !NAME.test(only);
  }

  /** Makes what stands behind the innermost opener its children. */
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

  /** The innermost opener has no partner: its signs are signs. */
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

/** `**` is never half a `*`. */
const fits = (opener: number, closer: number): boolean =>
  opener === closer || opener === 3 || closer === 3;
