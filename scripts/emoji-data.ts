import { createRequire } from 'node:module';

type Known = {
  readonly emoji: string;
  readonly hexcode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly order?: number;
  readonly version: number;
  readonly skins?: readonly { readonly version: number }[];
};

/** The newest emoji version; many fonts lack newer emoji and show squares. */
const VERSION = 15;
/** The group of skin tones and hair styles, which are not emoji by themselves. */
const PARTS = 2;
/**
 * Search terms per emoji, in addition to its name and short names. Smileys get more, because they
 * are searched for most.
 */
const TAGS = 2;
const TAGS_OF_SMILEYS = 9;
const SMILEYS = 0;

const FLAG = /^[\u{1f1e6}-\u{1f1ff}]{2}$/u;

/**
 * All emoji as one compact text. Each line is `emoji|name|short names|search terms`, and a line `#`
 * precedes each group. A `+` after the emoji means that it has skin tones. The last line has the
 * two-letter codes of the flags, because `Intl` knows their names in every language.
 */
export function emojiText(): string {
  const load = createRequire(import.meta.url);
  const all = load('emojibase-data/en/data.json') as Known[];
  const codes = load('emojibase-data/en/shortcodes/github.json') as Record<
    string,
    string | string[]
  >;
  const wanted = all
    .map((one) => ({ ...one, emoji: forInterchange(one.emoji) }))
    .filter(({ group, version }) => group !== undefined && group !== PARTS && version <= VERSION)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const uses = new Map<string, number>();
  for (const tag of wanted.flatMap(({ tags }) => tags ?? []))
    uses.set(tag, (uses.get(tag) ?? 0) + 1);
  const lines: string[] = [];
  let last = -1;
  for (const one of wanted.filter(({ emoji }) => !FLAG.test(emoji))) {
    if (one.group !== last) lines.push('#');
    last = one.group ?? last;
    const label = one.label.toLowerCase();
    const short = [codes[one.hexcode] ?? []].flat().filter((code) => code !== codeOf(label));
    const words = `${label} ${short.join(' ')}`.split(/[^a-z0-9]+/);
    const more = (one.tags ?? []).filter((tag) => !words.some((word) => alike(word, tag)));
    // Terms that many emoji share are the ones that people search for.
    more.sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0));
    lines.push(
      [
        one.emoji + (one.skins?.every(({ version }) => version <= VERSION) ? '+' : ''),
        label,
        short.join(' '),
        more.slice(0, one.group === SMILEYS ? TAGS_OF_SMILEYS : TAGS).join(' '),
      ].join('|'),
    );
  }
  const flags = wanted.filter(({ emoji }) => FLAG.test(emoji)).map(({ emoji }) => letters(emoji));
  return [...lines, flags.join(' ')].join('\n');
}

/** The data requests the colored form even for emoji that Unicode defines in one form only. */
const forInterchange = (emoji: string): string =>
  /^\p{RGI_Emoji}$/v.test(emoji) ? emoji : emoji.replaceAll('\ufe0f', '');

const codeOf = (label: string): string => label.replace(/[^a-z0-9]+/g, '_');

const alike = (word: string, tag: string): boolean =>
  word.startsWith(tag) || (word.length > 3 && tag.startsWith(word));

const letters = (flag: string): string =>
  [...flag].map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0x1f1e6 + 97)).join('');

/**
 * Browser code can `import()` this module. It becomes a file of its own, which is loaded when emoji
 * are needed.
 */
export const EMOJI = 'edgewise:emoji';
/** The package with the data. */
export const EMOJI_DATA = 'node_modules/emojibase-data/en/data.json';
