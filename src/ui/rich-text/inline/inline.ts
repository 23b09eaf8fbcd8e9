// Parses the inline markup of a paragraph in one pass from left to right.
import { directionRunAt, nameRun } from '../display-text.ts';
import { LINK_ELEMENTS } from '../element-budget.ts';
import { LinkSyntax, UNFINISHED } from '../links/link-syntax.ts';
import { type Addresses, type Found, webHref } from '../links/links.ts';
import { DelimiterRuns } from './delimiter-runs.ts';
import { Emphasis } from './emphasis.ts';
import { Formulas } from './formulas.ts';
import type { Inline } from './inline-model.ts';

export type Reading = {
  /** The most elements to create; the rest is plain text. Unlimited by default. */
  readonly elements?: number | undefined;
  /** Whether the text may continue; incomplete markup is then treated as complete. */
  readonly open?: boolean | undefined;
  /** Detects links; without it, bare links and mail addresses are plain text. */
  readonly addresses?: Addresses | null | undefined;
  /** @returns the length of a mention of a known user at this position, or 0. */
  readonly mentionAt?: ((text: string, at: number) => number) | undefined;
  /** Receives the number of steps, about one per character. */
  readonly onSteps?: ((steps: number) => void) | undefined;
};

const SIGNS = /[\\`*_~[!@＠﹫$\u202a-\u202e\u2066-\u2069]/g;
/** The backslash in ¯\_(ツ)_/¯ is not an escape. */
const ESCAPE = /(?<!¯)\\([*_`~])/y;
/** Characters at the end of a growing text that may become markup. */
const UNDECIDED = '*_~`';
const MENTION_SIGNS = '@＠﹫';
/**
 * The number of positions at which a mention is looked up, plus one per `UNITS_PER_LOOKUP` units of
 * text.
 */
const LOOKUPS = 16;
const UNITS_PER_LOOKUP = 8;

/** Parses a paragraph. Only markup characters are removed. */
export function inlineOf(text: string, reading: Reading = {}): Inline[] {
  const { elements = Number.POSITIVE_INFINITY, open } = reading;
  const decided = open ? withoutUndecided(text) : text;
  if (elements === 0) return decided === '' ? [] : [decided];
  return new Scanner(decided, reading, { elements }, true).all();
}

/** Removes characters at the end that may still become markup. */
function withoutUndecided(text: string): string {
  let end = text.length;
  if (text.endsWith('\\') || text.endsWith('!')) end--;
  else while (end > 0 && UNDECIDED.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The remaining elements of a paragraph and the labels of its links. */
type Left = { elements: number };

class Scanner {
  readonly #text: string;
  readonly #reading: Reading;
  readonly #left: Left;
  /** Whether links are allowed; not within a link's label. */
  readonly #linking: boolean;
  readonly #out = new Emphasis();
  readonly #runs: DelimiterRuns;
  readonly #formulas: Formulas;
  readonly #addresses: Found[];
  #links: LinkSyntax | null = null;
  #ticks: Map<number, number[]> | null = null;
  #lookups: number;
  #steps = 0;
  #at = 0;

  constructor(text: string, reading: Reading, left: Left, linking: boolean) {
    this.#text = text;
    this.#reading = reading;
    this.#left = left;
    this.#linking = linking;
    this.#runs = new DelimiterRuns(text);
    this.#formulas = new Formulas(text);
    this.#lookups = LOOKUPS + text.length / UNITS_PER_LOOKUP;
    this.#addresses = linking ? [...(reading.addresses?.find(text) ?? [])].reverse() : [];
  }

  all(): Inline[] {
    const text = this.#text;
    while (this.#at < text.length && this.#left.elements > 0) {
      this.#steps++;
      let address = this.#addresses.at(-1);
      while (address && address.index < this.#at) {
        this.#addresses.pop();
        address = this.#addresses.at(-1);
      }
      SIGNS.lastIndex = this.#at;
      const sign = SIGNS.exec(text)?.index ?? text.length;
      const next = Math.min(sign, address?.index ?? text.length);
      this.#steps += next - this.#at;
      this.#out.text(text.slice(this.#at, next));
      this.#at = next;
      if (address?.index === next) {
        const shown = text.slice(next, address.end);
        this.#take(
          shown.length,
          this.#payForLink() ? { kind: 'link', href: address.href, children: [shown] } : shown,
        );
      } else if (next < text.length) this.#sign(text[next] ?? '');
    }
    this.#out.text(text.slice(this.#at));
    const inlines = this.#out.end(this.#reading.open === true);
    const { steps = 0 } = this.#links ?? {};
    this.#reading.onSteps?.(this.#steps + this.#runs.steps + this.#out.steps + steps);
    return inlines;
  }

  /** Adds a part that covers the next `length` characters. */
  #take(length: number, inline: Inline): void {
    if (typeof inline === 'string') this.#out.text(inline);
    else {
      this.#out.node(inline);
      if (inline.kind !== 'link') this.#left.elements--;
    }
    this.#at += length;
  }

  /**
   * Charges a link before its label is parsed.
   * @returns whether the budget has allowed it.
   */
  #payForLink(): boolean {
    if (this.#left.elements < LINK_ELEMENTS) return false;
    this.#left.elements -= LINK_ELEMENTS;
    return true;
  }

  #sign(sign: string): void {
    if (sign === '*' || sign === '_' || sign === '~') {
      const flanks = this.#runs.at(this.#at);
      this.#left.elements -= this.#out.sign(sign, flanks);
      this.#at += flanks.length;
    } else if (!this.#markup(sign)) this.#take(1, sign);
  }

  #markup(sign: string): boolean {
    if (sign === '`') return this.#code();
    if (sign === '\\') return this.#escape() || this.#formula();
    if (sign === '$') return this.#formula();
    if (sign === '[' || sign === '!') return this.#link();
    return MENTION_SIGNS.includes(sign) ? this.#mention() : this.#controls();
  }

  #escape(): boolean {
    ESCAPE.lastIndex = this.#at;
    const escaped = ESCAPE.exec(this.#text)?.[1];
    if (escaped !== undefined) this.#take(2, escaped);
    return escaped !== undefined;
  }

  #formula(): boolean {
    const found = this.#formulas.at(this.#at, this.#reading.open === true);
    if (!found) return false;
    if (found.text !== '') this.#take(0, { kind: 'formula', text: found.text });
    this.#at = found.end;
    return true;
  }

  #controls(): boolean {
    const run = directionRunAt(this.#text, this.#at);
    this.#take(run.length, { kind: 'controls', text: nameRun(run) });
    return true;
  }

  #code(): boolean {
    const text = this.#text;
    let length = 1;
    while (text[this.#at + length] === '`') length++;
    const from = this.#at + length;
    const open = this.#reading.open;
    const to = this.#closingTicks(length, from) ?? (open ? text.length : null);
    this.#steps += length;
    const inner = text.slice(from, to ?? from);
    if (to === null || (inner !== '' && inner.trim() === '')) {
      this.#take(length, text.slice(this.#at, from));
      return true;
    }
    const isPadded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '';
    const bare = isPadded ? inner.slice(1, -1) : inner;
    if (bare !== '') this.#take(0, { kind: 'code', text: bare });
    this.#at = Math.min(to + length, text.length);
    this.#steps += inner.length;
    return true;
  }

  /** @returns the next run of `length` backticks. All runs are found once, from the end. */
  #closingTicks(length: number, from: number): number | undefined {
    if (!this.#ticks) {
      this.#ticks = new Map();
      for (const { 0: run, index } of [...this.#text.matchAll(/`+/g)].reverse()) {
        this.#steps += run.length;
        const runs = this.#ticks.get(run.length);
        if (runs) runs.push(index);
        else this.#ticks.set(run.length, [index]);
      }
    }
    const runs = this.#ticks.get(length) ?? [];
    while ((runs.at(-1) ?? from) < from) runs.pop();
    return runs.at(-1);
  }

  #link(): boolean {
    const text = this.#text;
    const opening = text[this.#at] === '!' ? this.#at + 1 : this.#at;
    if (!this.#linking || text[opening] !== '[') return false;
    this.#links ??= new LinkSyntax(text);
    const end = this.#links.labelEnd(opening);
    const label = text.slice(opening + 1, end === UNFINISHED ? undefined : end);
    const found = end < 0 ? null : this.#links.addressBehind(end);
    const href = found && this.#hrefOf(found.address);
    if (found && href && this.#payForLink()) {
      // Images are shown as links, so that a message cannot make its readers' browsers load
      // anything.
      const children = label.trim() === '' ? [found.address] : this.#inside(label);
      this.#take(found.end - this.#at, { kind: 'link', href, children });
      return true;
    }
    const isHalf = end === UNFINISHED || (end >= 0 && this.#links.isHalf(end));
    if (!this.#reading.open || found || !isHalf) return false;
    for (const inline of this.#inside(label)) this.#take(0, inline);
    this.#at = text.length;
    return true;
  }

  #hrefOf = (address: string): string | null =>
    webHref(address) ?? this.#reading.addresses?.mail(address) ?? null;

  #inside = (label: string): Inline[] => new Scanner(label, this.#reading, this.#left, false).all();

  #mention(): boolean {
    if (!this.#linking || this.#lookups-- <= 0) return false;
    const length = this.#reading.mentionAt?.(this.#text, this.#at) ?? 0;
    if (length === 0) return false;
    const text = this.#text.slice(this.#at, this.#at + length);
    this.#take(length, { kind: 'mention', text });
    return true;
  }
}
