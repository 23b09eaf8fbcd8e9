// Finds mentions in a text. The room uses it to trigger the assistant, and clients to render, suggest
// and count mentions, so all of them follow the same rules.
import { fold } from './fold.ts';

/** A mention in a text. `from` is the index of its sign, `to` the index after it, in UTF-16 units. */
export type Mention = { readonly from: number; readonly to: number; readonly name: string };

/** The signs that begin a mention: `@`, and its variants typed by input methods. */
export const MENTION_SIGNS = '@＠﹫';

// Scripts without spaces between words, where a letter next to a name does not make it a longer word.
// Korean has spaces, but attaches particles to a name.
const UNSPACED =
  /* @__PURE__ */ 'Hani Hira Kana Bopo Hang Thai Laoo Khmr Mymr Tibt Tale Talu Lana Tavt Ahom Cham Yiii Java Bali'
    .split(' ')
    .map((script) => `\\p{scx=${script}}`)
    .join('');
/** A letter or digit that forms a word with its neighbor. */
const WORD = `(?![${UNSPACED}])[\\p{L}\\p{N}]`;
/** Combining marks of letters, without those that turn a digit or sign into an emoji. */
const MARK = '[^\\P{M}\\ufe0f\\u20e3]';

/**
 * A sign that may begin a mention, as the source of a pattern with the flag `u`: at the start, or
 * after anything but a word (`me@ann`), another sign, or a URL's path (`x.com/@ann`).
 */
export const MENTION_START = `(?<!${WORD}${MARK}*_*|[${MENTION_SIGNS}]|\\.\\p{L}{2,20}\\/)[${MENTION_SIGNS}]`;

/** Matches after a name that continues, or that is part of a server's name. */
const GOES_ON = new RegExp(`_*${WORD}|\\.(?![${UNSPACED}])\\p{L}`, 'uy');

const HANGUL = '[\\p{scx=Hang}]';
// Korean titles and particles, which follow a name within the same word, several in a row.
const PARTICLES =
  '님|씨|군|양|쌤|선생님|형|누나|언니|오빠|아|야|은|는|이|가|을|를|의|도|만|와|과|랑|이랑|하고|에|에게|에게서|한테|한테서|께|께서|로|으로|처럼|보다|까지|부터|조차|마저|나|이나|라도|이라도|라고|이라고|네|들';
/** Hangul after a Hangul name: the name is mentioned only if no other word begins there. */
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

/** Finds mentions of given people in any spelling of their names (see {@link fold}). */
export class MentionFinder {
  readonly #root: Node = { next: new Map() };

  /** @param names if several fold to the same text, matches report the first of them. */
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
    let end = 0;
    for (const { 0: sign, index } of text.matchAll(SIGN_OR_ADDRESS)) {
      const mention = sign.length === 1 && index >= end ? this.#named(text, index) : null;
      if (!mention) continue;
      found.push(mention);
      end = mention.to;
    }
    return found;
  }

  /** The mention whose sign is at that index; `null` if there is none. */
  at(text: string, index: number): Mention | null {
    START.lastIndex = index;
    return START.test(text) ? this.#named(text, index) : null;
  }

  /** The longest name that matches and is not part of a longer word. */
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
      // Invisible characters belong to a name only inside it, not at its end.
      if (signs !== '' && node.name !== undefined && endsAt(text, from, to))
        found = { from, to, name: node.name };
    }
    return found;
  }
}

const START = new RegExp(MENTION_START, 'uy');

let graphemes: Intl.Segmenter | undefined;

/** Whether a name may end there: not inside a word or a grapheme. */
function endsAt(text: string, from: number, to: number): boolean {
  GOES_ON.lastIndex = to;
  LONGER_HANGUL.lastIndex = to;
  if (GOES_ON.test(text) || LONGER_HANGUL.test(text)) return false;
  // `Intl.Segmenter` is missing in Firefox before 125.
  if (!Intl.Segmenter) return true;
  graphemes ??= new Intl.Segmenter();
  const start = Math.max(0, from - 2);
  const near = graphemes.segment(text.slice(start, to + 2));
  const isBorder = (at: number) =>
    at === text.length || near.containing(at - start)?.index === at - start;
  return isBorder(from) && isBorder(to);
}
