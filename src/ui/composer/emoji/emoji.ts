// The list of emoji, and the search in it.

export type Emoji = {
  readonly sign: string;
  /** Whether it comes in skin tones. */
  readonly hasTones: boolean;
  /** The name from Unicode; for flags the country in the reader's language. */
  readonly label: string;
  /** Shortcodes, the most common one first. */
  readonly codes: readonly string[];
  readonly words: readonly string[];
};

/** In the order of the data. */
export const GROUPS = [
  ...['smileys', 'people', 'nature', 'food', 'travel'],
  ...['activities', 'objects', 'symbols', 'flags'],
] as const;

export type Group = (typeof GROUPS)[number];
export type AllEmoji = Readonly<Record<Group, readonly Emoji[]>>;

/** @param text the output of scripts/emoji-data.ts. @param tag the language for names of countries. */
export function readEmoji(text: string, tag: string): AllEmoji {
  const groups: Record<Group, Emoji[]> = {
    ...{ smileys: [], people: [], nature: [], food: [], travel: [] },
    ...{ activities: [], objects: [], symbols: [], flags: [] },
  };
  const lines = text.split('\n');
  const flags = lines.pop() ?? '';
  let group = -1;
  for (const line of lines) {
    if (line === '#') {
      group++;
      continue;
    }
    const [sign = '', label = '', codes = '', words = ''] = line.split('|');
    const own = label.replace(/[^a-z0-9]+/g, '_');
    groups[GROUPS[group] ?? 'symbols'].push({
      sign: sign.replace('+', ''),
      hasTones: sign.endsWith('+'),
      label,
      codes: codes === '' ? [own] : codes.split(' '),
      words: `${label} ${codes.replaceAll('_', ' ')} ${words}`.split(/[^a-z0-9+-]+/),
    });
  }
  const countries = new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' });
  for (const code of flags.split(' ')) {
    const label = countries.of(code.toUpperCase()) ?? code;
    const words = label.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    const sign = [...code].map((letter) =>
      String.fromCodePoint(letter.charCodeAt(0) - 97 + 0x1f1e6),
    );
    groups.flags.push({
      sign: sign.join(''),
      hasTones: false,
      label,
      codes: [`flag_${code}`],
      words,
    });
  }
  return groups;
}

/** Finds emoji, best match first: by shortcode, name, then keyword. */
export function findEmoji(all: AllEmoji, typed: string, most: number): Emoji[] {
  const wanted = typed.toLowerCase();
  const parts = wanted.split(/[\s_]+/).filter((part) => part !== '');
  if (parts.length === 0) return [];
  const ranked: Emoji[][] = [[], [], [], []];
  for (const group of GROUPS)
    for (const emoji of all[group]) ranked[rank(emoji, wanted, parts)]?.push(emoji);
  return ranked.flat().slice(0, most);
}

/** 0 is best; 4 is no match at all. */
function rank({ codes, words }: Emoji, wanted: string, parts: readonly string[]): number {
  if (codes.includes(wanted)) return 0;
  if (codes.some((code) => code.startsWith(wanted))) return 1;
  if (!parts.every((part) => words.some((word) => word.startsWith(part)))) return 4;
  return words[0]?.startsWith(parts[0] ?? '') ? 2 : 3;
}
