// Where a text mentions somebody. One rule for the room, which asks the assistant, and for
// everything that draws, offers or counts mentions.
import { fold } from './fold.ts';

/** A mention in a text. `from` is the place of its sign, `to` the place behind it, in UTF-16 units. */
export type Mention = { readonly from: number; readonly to: number; readonly name: string };

/** The signs that a mention begins with: `@`, and what input methods write for it. */
export const MENTION_SIGNS = '@＠﹫';

// Scripts that are written without spaces between words, so a letter of theirs beside a name says
// nothing. Korean has spaces, but sets its particles right behind a name.
const UNSPACED =
  /* @__PURE__ */ 'Hani Hira Kana Bopo Hang Thai Laoo Khmr Mymr Tibt Tale Talu Lana Tavt Ahom Cham Yiii Java Bali'
    .split(' ')
    .map((script) => `\\p{scx=${script}}`)
    .join('');
/** A letter or digit that makes a word with its neighbour. */
const WORD = `(?![${UNSPACED}])[\\p{L}\\p{N}]`;
/** Marks over and under letters; not what makes a digit or a sign an emoji. */
const MARK = '[^\\P{M}\\ufe0f\\u20e3]';

/**
 * A sign that may begin a mention, as the source of a pattern with the flag `u`: at the start, or
 * behind anything but a word (`me@ann`), another sign, or the path of an address (`x.com/@ann`).
 */
export const MENTION_START = `(?<!${WORD}${MARK}*_*|[${MENTION_SIGNS}]|\\.\\p{L}{2,20}\\/)[${MENTION_SIGNS}]`;

/** What follows a name that is longer, or the name of a server. */
const GOES_ON = new RegExp(`_*${WORD}|\\.(?![${UNSPACED}])\\p{L}`, 'uy');

const HANGUL = '[\\p{scx=Hang}]';
// What Korean puts behind a name within the same word: titles, and particles, one behind the other.
const PARTICLES =
  '님|씨|군|양|쌤|선생님|형|누나|언니|오빠|아|야|은|는|이|가|을|를|의|도|만|와|과|랑|이랑|하고|에|에게|에게서|한테|한테서|께|께서|로|으로|처럼|보다|까지|부터|조차|마저|나|이나|라도|이라도|라고|이라고|네|들';
/** Hangul behind a Hangul name: the name alone is meant only where no other word begins. */
const LONGER_HANGUL = new RegExp(
  `(?<=${HANGUL})(?=${HANGUL})(?!(?:${PARTICLES}){1,3}(?!${HANGUL}))`,
  'uy',
);

/** A letter with its marks, or any other code point. */
const CLUSTER = /.[\p{M}\u200c\u200d]*/suy;

const SIGN_OR_ADDRESS = new RegExp(
  `:\\/\\/[^\\s<>"\\u3000-\\u303f\\uff00-\\uffef]*|${MENTION_START}`,
  'gu',
);

type Node = { name?: string; readonly next: Map<string, Node> };

/** Finds mentions of given people, however their names are spelt. */
export class MentionFinder {
  readonly #root: Node = { next: new Map() };

  /** @param names of equal ones (see {@link fold}) the first is given back. */
  constructor(names: Iterable<string>) {
    for (const name of names) {
      let node = this.#root;
      for (const sign of fold(name)) {
        const next: Node = node.next.get(sign) ?? { next: new Map() };
        node.next.set(sign, next);
        node = next;
      }
      if (node !== this.#root) node.name ??= name;
    }
  }

  /** All mentions in a text, in order; takes time in proportion to its length. */
  all(text: string): Mention[] {
    const found: Mention[] = [];
    let behind = 0;
    for (const { 0: sign, index } of text.matchAll(SIGN_OR_ADDRESS)) {
      const mention = sign.length === 1 && index >= behind ? this.#named(text, index) : null;
      if (!mention) continue;
      found.push(mention);
      behind = mention.to;
    }
    return found;
  }

  /** The mention whose sign stands at that place; `null` where none does. */
  at(text: string, place: number): Mention | null {
    START.lastIndex = place;
    return START.test(text) ? this.#named(text, place) : null;
  }

  /** The longest name that ends where no longer word goes on. */
  #named(text: string, from: number): Mention | null {
    let found: Mention | null = null;
    let node: Node | undefined = this.#root;
    let to = from + 1;
    while (to < text.length) {
      CLUSTER.lastIndex = to;
      const cluster: string = CLUSTER.exec(text)?.[0] ?? '';
      const signs = fold(cluster);
      for (const sign of signs) node = node?.next.get(sign);
      if (!node) break;
      to += cluster.length;
      // What draws nothing belongs to a name only within it.
      if (signs !== '' && node.name !== undefined && endsAt(text, from, to))
        found = { from, to, name: node.name };
    }
    return found;
  }
}

const START = new RegExp(MENTION_START, 'uy');

let graphemes: Intl.Segmenter | undefined;

/** Whether a name may end there: not within a word, nor within what is drawn as one character. */
function endsAt(text: string, from: number, to: number): boolean {
  GOES_ON.lastIndex = to;
  LONGER_HANGUL.lastIndex = to;
  if (GOES_ON.test(text) || LONGER_HANGUL.test(text)) return false;
  // Firefox has it since 125.
  if (!Intl.Segmenter) return true;
  graphemes ??= new Intl.Segmenter();
  const start = Math.max(0, from - 2);
  const near = graphemes.segment(text.slice(start, to + 2));
  const isBorder = (at: number) =>
    at === text.length || near.containing(at - start)?.index === at - start;
  return isBorder(from) && isBorder(to);
}
