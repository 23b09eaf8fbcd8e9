// How many elements a message may become. Text costs a browser little, elements cost it much; so a
// message that is nothing but markup becomes elements up to a limit, and plain text from there on.
import { DIRECTION_RUNS } from './display-text.ts';

/** Elements that any message may have, however short. */
const ALLOWANCE = 256;
/** For so many characters that have been read, in UTF-16 units, one more element is allowed. */
const UNITS_PER_ELEMENT = 8;

/**
 * What is left for the rest of a text. It depends on the text before alone, so a text that grows gets
 * the same elements as one that is there at once.
 */
export class ElementBudget {
  #read: number;
  #spent: number;

  constructor(read = 0, spent = 0) {
    this.#read = read;
    this.#spent = spent;
  }

  /** How many elements were paid for. */
  get spent(): number {
    return this.#spent;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  get #left(): number {
    return ALLOWANCE + Math.floor(this.#read / UNITS_PER_ELEMENT) - this.#spent;
  }

  /** Pays for elements. */
  spend(elements: number): void {
    this.#spent += elements;
  }

  /** Notes that so many UTF-16 units have been read. */
  read(units: number): void {
    this.#read += units;
  }

  /** Pays for a line of text and what may be marked up in it. @returns how many elements it may have. */
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

/** Marks that come in pairs: one element for two of them. */
const PAIRED = /[*_`~$]|\\[()[\]]/g;
/** What may begin a link, or name somebody. */
const LINKED = /[[@＠﹫]|:\/\/|\w\.\w[^\s,;|]*/g;
/** A link is set off from its surroundings, and may have its host beside it. */
export const LINK_ELEMENTS = 3;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** How many elements may come of a line, at most; 0 where nothing in it means more than itself. */
const elementsIn = (text: string): number =>
  Math.ceil(count(text, PAIRED) / 2) +
  LINK_ELEMENTS * count(text, LINKED) +
  count(text, DIRECTION_RUNS);
