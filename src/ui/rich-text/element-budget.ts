// Limits the elements of a message. Elements are expensive to render, so a message of nothing but
// markup becomes elements up to a limit, and plain text after it.
import { DIRECTION_RUNS } from './display-text.ts';

/** Elements that every message may have, however short it is. */
const ALLOWANCE = 256;
/** One more element is allowed per this many UTF-16 units of parsed text. */
const UNITS_PER_ELEMENT = 8;

/**
 * The remaining elements for the rest of a text. The budget depends on the preceding text only, so
 * a growing text gets the same elements as the whole text at once.
 */
export class ElementBudget {
  #read: number;
  #spent: number;

  constructor(read = 0, spent = 0) {
    this.#read = read;
    this.#spent = spent;
  }

  /** The number of elements charged so far. */
  get spent(): number {
    return this.#spent;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  get #left(): number {
    return ALLOWANCE + Math.floor(this.#read / UNITS_PER_ELEMENT) - this.#spent;
  }

  /** Charges elements. */
  spend(elements: number): void {
    this.#spent += elements;
  }

  /**
   * Adds parsed text, which increases the budget.
   * @param units its length in UTF-16 units.
   */
  read(units: number): void {
    this.#read += units;
  }

  /**
   * Charges a line of text and its inline markup.
   * @returns how many elements the line may have.
   */
  line(text: string): number {
    const elements = Math.max(0, Math.min(this.#left, elementsIn(text)));
    this.spend(elements);
    this.read(text.length);
    return elements;
  }

  copy(): ElementBudget {
    return new ElementBudget(this.#read, this.#spent);
  }
}

/** Marks that come in pairs: two of them are one element. */
const PAIRED = /[*_`~$]|\\[()[\]]/g;
/** The start of a link or a mention. */
const LINKED = /[[@＠﹫]|:\/\/|\w\.\w[^\s,;|]*/g;
/** The elements of a link: its isolation, the link, and its host. */
export const LINK_ELEMENTS = 3;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** @returns the most elements that a line may become; 0 if it has no markup. */
const elementsIn = (text: string): number =>
  Math.ceil(count(text, PAIRED) / 2) +
  LINK_ELEMENTS * count(text, LINKED) +
  count(text, DIRECTION_RUNS);
