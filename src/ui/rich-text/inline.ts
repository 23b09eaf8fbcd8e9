// What stands within a paragraph, read in one pass from left to right.

import { Emphasis } from './emphasis.ts';
import type { Inline } from './inline-model.ts';
import { type Finder, type Found, safeHref } from './links.ts';

export type Reading = {
  /** More of the text may come: what is half there is shown as what it will most likely be. */
  readonly open?: boolean | undefined;
  /** Finds bare addresses; without it there are none. */
  readonly find?: Finder | null | undefined;
  /** How long the mention of somebody known is whose sign stands there; 0 where none does. */
  readonly mentionAt?: ((text: string, at: number) => number) | undefined;
};

const SIGNS = /[\\`*_~[!@＠﹫]/g;
const NESTED = String.raw`\[[^[\]\n]*\]`;
const LINK = new RegExp(
  String.raw`!?\[((?:[^[\]\\\n]|\\.|${NESTED})*)\]` +
    String.raw`\([ ]?<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?: "[^"\n]*"| '[^'\n]*')?[ ]?\)`,
  'y',
);
/** A link whose rest is still on its way. */
const HALF_LINK = new RegExp(String.raw`!?\[((?:[^[\]\n]|${NESTED})*)(?:\](?:\([^\s)]*)?)?$`, 'y');
/** The arm of a shrug is no escape. */
const ESCAPE = /(?<!¯)\\([*_`~])/y;

/** Signs that may yet be markup, or more of it. */
const UNDECIDED = /(?:[*_~`]+|[\\!])$/;

/** Reads one paragraph. No character is lost but those that were markup. */
export function inlineOf(text: string, reading: Reading = {}): Inline[] {
  return new Scanner(reading.open ? text.replace(UNDECIDED, '') : text, reading, true).all();
}

class Scanner {
  readonly #text: string;
  readonly #reading: Reading;
  /** Links hold no links. */
  readonly #linking: boolean;
  readonly #out = new Emphasis();
  readonly #addresses: Found[];
  #ticks: Map<number, number[]> | null = null;
  #at = 0;

  constructor(text: string, reading: Reading, linking: boolean) {
    this.#text = text;
    this.#reading = reading;
    this.#linking = linking;
    this.#addresses = linking ? [...(reading.find?.(text) ?? [])].reverse() : [];
  }

  all(): Inline[] {
    const text = this.#text;
    while (this.#at < text.length) {
      let address = this.#addresses.at(-1);
      while (address && address.index < this.#at) {
        this.#addresses.pop();
        address = this.#addresses.at(-1);
      }
      SIGNS.lastIndex = this.#at;
      const sign = SIGNS.exec(text)?.index ?? text.length;
      const next = Math.min(sign, address?.index ?? text.length);
      this.#out.text(text.slice(this.#at, next));
      this.#at = next;
      if (address?.index === next) {
        this.#take(address.end - next, {
          kind: 'link',
          href: address.href,
          children: [text.slice(next, address.end)],
        });
      } else if (next < text.length) this.#sign(text[next] ?? '');
    }
    return this.#out.end(this.#reading.open === true);
  }

  /** Puts something out for the next so many characters. */
  #take(length: number, inline: Inline): void {
    if (typeof inline === 'string') this.#out.text(inline);
    else this.#out.node(inline);
    this.#at += length;
  }

  #sign(sign: string): void {
    const known =
      (sign === '\\' && this.#escape()) ||
      (sign === '`' && this.#code()) ||
      ((sign === '[' || sign === '!') && this.#link()) ||
      this.#mention();
    if (known) return;
    if (sign === '*' || sign === '_' || sign === '~')
      this.#at += this.#out.sign(this.#text, this.#at);
    else this.#take(1, sign);
  }

  #escape(): boolean {
    ESCAPE.lastIndex = this.#at;
    const escaped = ESCAPE.exec(this.#text)?.[1];
    if (escaped !== undefined) this.#take(2, escaped);
    return escaped !== undefined;
  }

  #code(): boolean {
    const text = this.#text;
    let length = 1;
    while (text[this.#at + length] === '`') length++;
    const from = this.#at + length;
    const open = this.#reading.open;
    const to = this.#closingTicks(length, from) ?? (open ? text.length : null);
    if (to === null) {
      this.#take(length, text.slice(this.#at, from));
      return true;
    }
    const inner = text.slice(from, to);
    const bare = /^ .*\S.* $/s.test(inner) ? inner.slice(1, -1) : inner;
    if (bare !== '') this.#take(0, { kind: 'code', text: bare });
    this.#at = Math.min(to + length, text.length);
    return true;
  }

  /** Where the next run of so many ticks begins; all runs are found once, the last ones first. */
  #closingTicks(length: number, from: number): number | undefined {
    if (!this.#ticks) {
      this.#ticks = new Map();
      for (const { 0: run, index } of [...this.#text.matchAll(/`+/g)].reverse()) {
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
    if (!this.#linking) return false;
    LINK.lastIndex = this.#at;
    const [whole = '', label = '', address = ''] = LINK.exec(this.#text) ?? [];
    const href = safeHref(address);
    if (href !== null) {
      // Nothing is fetched because somebody wrote it: a picture is a link to it.
      const children = label.trim() === '' ? [address] : this.#inside(label);
      this.#take(whole.length, { kind: 'link', href, children });
      return true;
    }
    HALF_LINK.lastIndex = this.#at;
    const half = this.#reading.open && whole === '' ? HALF_LINK.exec(this.#text) : null;
    if (!half) return false;
    for (const inline of this.#inside(half[1] ?? '')) this.#take(0, inline);
    this.#at = this.#text.length;
    return true;
  }

  #inside = (label: string): Inline[] => new Scanner(label, this.#reading, false).all();

  #mention(): boolean {
    const length = this.#linking ? (this.#reading.mentionAt?.(this.#text, this.#at) ?? 0) : 0;
    if (length > 0)
      this.#take(length, { kind: 'mention', text: this.#text.slice(this.#at, this.#at + length) });
    return length > 0;
  }
}
