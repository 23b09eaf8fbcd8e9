// Which names look like which, after Unicode's confusables (UTS 39) and what of a name people do not
// see or pass over: case, width, invisible characters, spaces, accents, decoration. The table is
// large, so no browser loads it.
import CONFUSABLES from 'unhomoglyph/data.json' with { type: 'json' };
import { fold } from '../../protocol/fold.ts';

const table = new Map(Object.entries(CONFUSABLES));

// Fancy letters that are confusables to people, though not to Unicode: small capitals, and letters
// in dark or flag-like boxes.
const SMALL_CAPITALS = 'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz';
for (const pair of SMALL_CAPITALS.match(/../g) ?? []) table.set(pair.charAt(0), pair.charAt(1));
for (const first of [0x1f150, 0x1f170, 0x1f1e6])
  for (let i = 0; i < 26; i++)
    table.set(String.fromCodePoint(first + i), String.fromCharCode(0x61 + i));

// Letters of scripts that Unicode's table leaves out, and what people write for letters.
const OTHER_LETTERS = 'ⲀaⲁaᗩaⲂbⲃbⲈeⲉeⲎhⲒiⲓiⲔkⲕkⲘmⲚnⲛnᑎnⲢpⲣpþpⲤcⲥcⲦtⲧtⲨyⲩyⲬxⲭxƨsʃsŋn®r©c€e£l';
const SIGNS_FOR_LETTERS = '4a@a8b3e6g9g!i1i0o5s$s7t+t2z';
const writtenFor = new Map(
  [...(OTHER_LETTERS + SIGNS_FOR_LETTERS).matchAll(/(.)(.)/gu)].map(
    ([, sign = '', letter = '']) => [sign, letter],
  ),
);

const prototype = (text: string): string =>
  [...text].map((sign) => table.get(sign) ?? sign).join('');

/** What signs look like, in one way of writing: `rn` for m, `l` for every upright stroke. */
const drawn = (text: string): string =>
  prototype(fold(prototype(text)))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('i', 'l');

/**
 * As it is drawn, as it would be in small letters (`В` is a B, and в is none), and what it is written
 * for. The last only in names that people choose: a reserved `Team 5` is not `Teams`.
 */
function readings(sign: string): ReadonlySet<string> {
  const known = knownReadings.get(sign);
  if (known !== undefined) return known;
  const made = new Set([drawn(sign), drawn(fold(sign)), drawn(writtenFor.get(sign) ?? sign)]);
  if (knownReadings.size >= MOST_KNOWN_SIGNS) knownReadings.clear();
  knownReadings.set(sign, made);
  return made;
}

const knownReadings = new Map<string, ReadonlySet<string>>();
const MOST_KNOWN_SIGNS = 2048;

/** What may be added to a name without making it another's: accents, spaces, signs, pictures. */
const DECORATION = /[\p{M}\p{P}\p{S}\p{Z}\p{C}]/u;
/** A name with fewer letters is what its signs make of it: `C++` is not C. */
const LETTERS = 3;

/** A name that is compared with many. */
export class LookAlike {
  readonly #spellings: ReadonlySet<string>;

  constructor(name: string) {
    const spellings = [name, name.toLowerCase(), name.toUpperCase()].map((spelt) => {
      const signs = [...spelt.normalize('NFKD')];
      const letters = signs.filter((sign) => !DECORATION.test(sign));
      const kept =
        letters.length < LETTERS
          ? signs.filter((sign) => /[^\p{M}\p{Z}\p{C}]/u.test(sign))
          : letters;
      return drawn(kept.join(''));
    });
    this.#spellings = new Set(spellings);
  }

  /** Whether people may take that name for this one. */
  matches(name: string): boolean {
    // Some signs look like what they are made of, others like what they are as a whole.
    const forms = [[...name.normalize('NFC')], [...name.normalize('NFKD')]];
    return [...this.#spellings].some((spelling) => forms.some((signs) => readsAs(signs, spelling)));
  }
}

/** Whether the signs can be read as the whole spelling; each sign moves on from where others got to. */
function readsAs(signs: readonly string[], spelling: string): boolean {
  let reached = new Set([0]);
  for (const sign of signs) {
    const next = new Set<number>(DECORATION.test(sign) ? reached : []);
    for (const reading of readings(sign))
      for (const at of reached) if (spelling.startsWith(reading, at)) next.add(at + reading.length);
    if (next.size === 0) return false;
    reached = next;
  }
  return reached.has(spelling.length);
}
