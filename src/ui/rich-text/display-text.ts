// What a text is displayed as. Characters that change the direction of what follows, and so can make a
// text read as another, are shown by their numbers and change nothing. Of the combining marks on one
// letter only the first are shown: a browser needs longer to lay out a letter than to show a page.

const CONTROLS = '[\\u202a-\\u202e\\u2066-\\u2069]';
/** Each run of them; only for what begins at the start of a text, such as `replace`. */
export const DIRECTION_RUNS = new RegExp(`${CONTROLS}+`, 'g');
const RUN_HERE = new RegExp(`${CONTROLS}+`, 'y');
const ANY = new RegExp(CONTROLS);
/** No language needs as many: https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format */
const MARKS_PER_LETTER = 30;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_PER_LETTER}})\\p{M}+`, 'gu');
/** Different ones that a run names; of a longer one the rest is counted. */
const NAMED = 8;

export const hasDirectionControls = (text: string): boolean => ANY.test(text);

/** The run of them that begins there; empty where none does. */
export function directionRunAt(text: string, at: number): string {
  RUN_HERE.lastIndex = at;
  return RUN_HERE.exec(text)?.[0] ?? '';
}

/** A text in pieces; those that are `named` stand for a run. So many at most; then all is named at once. */
export function namedRuns(text: string, most: number): { text: string; named: boolean }[] {
  const pieces: { text: string; named: boolean }[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(DIRECTION_RUNS)) {
    if (pieces.length >= 2 * most) break;
    pieces.push({ text: displayText(text.slice(from, index)), named: false });
    pieces.push({ text: nameRun(run), named: true });
    from = index + run.length;
  }
  return [...pieces, { text: displayText(text.slice(from)), named: false }];
}

/** A text with the numbers of these controls in their place, and without the marks that are too many. */
export const displayText = (text: string): string =>
  text.replace(TOO_MANY_MARKS, '$1').replace(DIRECTION_RUNS, nameRun);

/** What a run of them is shown as: `U+202E`, `U+202E×4000`, `U+202E U+202C`. */
export function nameRun(run: string): string {
  const names: string[] = [];
  let at = 0;
  while (at < run.length && names.length < NAMED) {
    const char = run.charAt(at);
    let times = 1;
    while (run.charAt(at + times) === char) times++;
    names.push(`U+${char.charCodeAt(0).toString(16).toUpperCase()}${times > 1 ? `×${times}` : ''}`);
    at += times;
  }
  if (at < run.length) names.push(`+${run.length - at}`);
  return names.join(' ');
}
