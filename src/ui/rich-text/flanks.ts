// When a sign is markup and when it is just a sign. CommonMark's rules are made for documents: they
// take the stars out of 2*3*4 and the arms off a shrug. Here whatever is not surely meant stays.

/** Letters and digits of scripts that put spaces between words. */
const WORD = '(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L}\\p{N}]';
const UNSPACED =
  '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\u3000-\\u303f\\uff01-\\uff65]';
const PICTURE = '[\\p{Extended_Pictographic}\\ufe0f\\u{1f1e6}-\\u{1f1ff}]';

const OPENING = '[([{"\'“‘„‚«¿¡*_~—–|]';
const ENDING = '[.,;:!?)\\]}"\'”’»…*_~—–|/-]';

const opensAfter = (more: string): string => `(?<=^|\\s|${OPENING}${more}|${UNSPACED}|${PICTURE})`;
const closesBefore = (more: string): string => `(?=$|\\s|${ENDING}${more}|${UNSPACED}|${PICTURE})`;

/** One sign is easily typed by chance, two are not: they may stand in more places. */
const forms = {
  single: {
    opens: new RegExp(
      `${opensAfter('')}(?=[*_]+(?:${WORD}|${UNSPACED}|${PICTURE}|[([{"'“‘„«¿¡*_~\`@#&$€£]))`,
      'uy',
    ),
    closes: new RegExp(`(?<=\\S)(?=[*_]+${closesBefore('')})`, 'uy'),
  },
  double: {
    opens: new RegExp(`${opensAfter('|[-:/,.;!?]')}(?=[*_~]+[^\\s/*_~])`, 'uy'),
    closes: new RegExp(`(?<=\\S)(?=[*_~]+${closesBefore('|\\p{L}')})`, 'uy'),
  },
};

/** A run of equal signs, and what it may do where it stands. */
export type Flanks = { readonly length: number; readonly opens: boolean; readonly closes: boolean };

/** What the run of signs at `at` may do. Runs that no markup has are never any. */
export function flanksOf(text: string, at: number): Flanks {
  const sign = text[at] ?? '';
  let length = 1;
  while (text[at + length] === sign) length++;
  if (length > 3 || (sign === '~' && length !== 2)) return { length, opens: false, closes: false };
  const form = length === 1 ? forms.single : forms.double;
  return { length, opens: testAt(form.opens, text, at), closes: testAt(form.closes, text, at) };
}

function testAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
