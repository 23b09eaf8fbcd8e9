// Finds names that look alike. It uses Unicode's table of confusable characters (UTS 39) and
// ignores what people overlook in a name: case, width, invisible characters, spaces, accents and
// decoration. The table is large, so it is used on the server only.
import CONFUSABLES from 'unhomoglyph/data.json' with { type: 'json' };
import { fold } from '../../protocol/fold.ts';

const table = new Map(Object.entries(CONFUSABLES));

// Decorative letters that people confuse with plain ones, but that Unicode's table does not list:
// small capitals, and letters in filled boxes or flags.
const SMALL_CAPITALS = 'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz';
for (const pair of SMALL_CAPITALS.match(/../g) ?? []) table.set(pair.charAt(0), pair.charAt(1));
for (const first of [0x1f150, 0x1f170, 0x1f1e6])
  for (let i = 0; i < 26; i++)
    table.set(String.fromCodePoint(first + i), String.fromCharCode(0x61 + i));

// Letters of scripts that Unicode's table does not cover, and digits and symbols that people write
// instead of letters.
const OTHER_LETTERS = 'ⲀaⲁaᗩaⲂbⲃbⲈeⲉeⲎhⲒiⲓiⲔkⲕkⲘmⲚnⲛnᑎnⲢpⲣpþpⲤcⲥcⲦtⲧtⲨyⲩyⲬxⲭxƨsʃsŋn®r©c€e£l';
const SYMBOLS_FOR_LETTERS = '4a@a8b3e6g9g!i1i0o5s$s7t+t2z';
const writtenFor = new Map(
  [...(OTHER_LETTERS + SYMBOLS_FOR_LETTERS).matchAll(/(.)(.)/gu)].map(
    ([, symbol = '', letter = '']) => [symbol, letter],
  ),
);

const prototype = (text: string): string =>
  [...text].map((char) => table.get(char) ?? char).join('');

/**
 * The skeleton of a text (UTS 39): texts that look alike have the same one. For example, m becomes
 * `rn`, and every vertical stroke becomes `l`.
 */
const skeleton = (text: string): string =>
  prototype(fold(prototype(text)))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('i', 'l');

/**
 * The ways in which people may read a character of a chosen name: as it looks, as its lower-case
 * form looks (`В` looks like B, but в does not), and as the letter that it may replace. The letter
 * counts only in names that people choose: a reserved name `Team 5` does not reserve `Teams`.
 */
function readings(char: string): ReadonlySet<string> {
  const cached = cachedReadings.get(char);
  if (cached !== undefined) return cached;
  const made = new Set([
    skeleton(char),
    skeleton(fold(char)),
    skeleton(writtenFor.get(char) ?? char),
  ]);
  if (cachedReadings.size >= MAX_CACHED_READINGS) cachedReadings.clear();
  cachedReadings.set(char, made);
  return made;
}

const cachedReadings = new Map<string, ReadonlySet<string>>();
const MAX_CACHED_READINGS = 2048;

/**
 * Characters that do not make a name a different one: accents, spaces, punctuation, symbols, emoji.
 */
const DECORATION = /[\p{M}\p{P}\p{S}\p{Z}\p{C}]/u;
/** In a name with fewer letters, punctuation and symbols count too: `C++` is not `C`. */
const MIN_LETTERS = 3;

/** A reserved name, prepared for comparison with many other names. */
export class LookAlike {
  readonly #spellings: ReadonlySet<string>;

  constructor(name: string) {
    const spellings = [name, name.toLowerCase(), name.toUpperCase()].map((spelt) => {
      const chars = [...spelt.normalize('NFKD')];
      const letters = chars.filter((char) => !DECORATION.test(char));
      const kept =
        letters.length < MIN_LETTERS
          ? chars.filter((char) => /[^\p{M}\p{Z}\p{C}]/u.test(char))
          : letters;
      return skeleton(kept.join(''));
    });
    this.#spellings = new Set(spellings);
  }

  /** @returns whether people could mistake the name for this one. */
  matches(name: string): boolean {
    // Some characters look like their decomposed parts, others only like the composed character.
    const forms = [[...name.normalize('NFC')], [...name.normalize('NFKD')]];
    return [...this.#spellings].some((spelling) => forms.some((chars) => readsAs(chars, spelling)));
  }
}

/**
 * Whether the characters can be read as the whole spelling. `reached` holds all positions in the
 * spelling that the characters so far can end at.
 */
function readsAs(chars: readonly string[], spelling: string): boolean {
  let reached = new Set([0]);
  for (const char of chars) {
    const next = new Set<number>(DECORATION.test(char) ? reached : []);
    for (const reading of readings(char))
      for (const at of reached) if (spelling.startsWith(reading, at)) next.add(at + reading.length);
    if (next.size === 0) return false;
    reached = next;
  }
  return reached.has(spelling.length);
}
