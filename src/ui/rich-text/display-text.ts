// Makes a text safe to display. Direction controls can make a text read as another, so their code
// points are shown instead. Combining marks beyond a limit are removed, because thousands of them
// on one letter take a browser longer to lay out than a whole page.

const CONTROLS = '[\\u202a-\\u202e\\u2066-\\u2069]';
/** Global: only for functions that ignore `lastIndex`, such as `replace`. */
export const DIRECTION_RUNS = new RegExp(`${CONTROLS}+`, 'g');
const RUN_HERE = new RegExp(`${CONTROLS}+`, 'y');
const ANY = new RegExp(CONTROLS);
/** More than any language needs: https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format */
const MARKS_PER_LETTER = 30;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_PER_LETTER}})\\p{M}+`, 'gu');
/** The most different controls of a run that are named; the rest is counted. */
const MAX_NAMED = 8;

export const hasDirectionControls = (text: string): boolean => ANY.test(text);

/** @returns the run of direction controls that starts at `at`, or an empty text. */
export function directionRunAt(text: string, at: number): string {
  RUN_HERE.lastIndex = at;
  return RUN_HERE.exec(text)?.[0] ?? '';
}

/**
 * Splits a text at its runs of direction controls; `named` pieces describe a run.
 * @param most the most runs that are separate pieces; later ones are part of the last piece.
 */
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

/** Replaces direction controls by their code points, and removes excess combining marks. */
export const displayText = (text: string): string =>
  text.replace(TOO_MANY_MARKS, '$1').replace(DIRECTION_RUNS, nameRun);

/** Describes a run of direction controls: `U+202E`, `U+202E×4000`, `U+202E U+202C`. */
export function nameRun(run: string): string {
  const names: string[] = [];
  let at = 0;
  while (at < run.length && names.length < MAX_NAMED) {
    const char = run.charAt(at);
    let times = 1;
    while (run.charAt(at + times) === char) times++;
    names.push(`U+${char.charCodeAt(0).toString(16).toUpperCase()}${times > 1 ? `×${times}` : ''}`);
    at += times;
  }
  if (at < run.length) names.push(`+${run.length - at}`);
  return names.join(' ');
}
