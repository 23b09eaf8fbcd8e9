/** Replaces a character that is not prose. It is neither a letter nor a mark. */
const FILLER = '\ufffc';

const QUOTE = /^ {0,3}(?:(?:[-*+]|\d{1,3}[.)]) {1,4})*>/;
const FENCE = /^\s*(?:(?:[-*+]|\d{1,3}[.)])\s+)*(`{3,}|~{3,})(.*)$/;
const ITEM = /^ {0,3}(?:[-*+]|\d{1,3}[.)])\s/;
const INDENTED = /^(?: {4}| {0,3}\t)/;

/** The target of a link, or a bare URL with a path. It cannot mention a person. */
const ADDRESS =
  /(?<=\]\()[^\s()]+(?=\))|(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,20}(?::\d{1,5})?[/?][^\s<>"\u3000-\u303f\uff00-\uffef]*/gu;

const filled = (line: string): string => FILLER.repeat(line.length);

/**
 * Replaces everything that is not prose with fillers: code in backticks, fenced and indented code,
 * quotes, and URLs.
 * @returns a text of the same length, so positions in it stay valid.
 */
export function proseOf(text: string): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let fence: string | undefined;
  let isInList = false;
  let mayIndent = true;
  const endParagraph = () => {
    if (paragraph.length > 0)
      lines.push(withoutSpans(paragraph.join('\n')).replace(ADDRESS, filled));
    paragraph = [];
  };
  for (const line of text.split('\n')) {
    if (fence !== undefined) {
      if (closes(line, fence)) fence = undefined;
      lines.push(filled(line));
      mayIndent = true;
      continue;
    }
    const isBlank = line.trim() === '';
    const isIndented: boolean = mayIndent && !isInList && !isBlank && INDENTED.test(line);
    const opened: string | undefined = isIndented ? undefined : opening(line);
    const isShown = isIndented || opened !== undefined || QUOTE.test(line);
    if (isShown || isBlank) {
      endParagraph();
      lines.push(isShown ? filled(line) : line);
      fence = opened;
      mayIndent = true;
      isInList &&= isBlank || opened !== undefined;
      continue;
    }
    // An indented line below a list item continues it; text at the margin ends the list.
    if (ITEM.test(line)) isInList = true;
    else if (mayIndent && !/^\s/.test(line)) isInList = false;
    paragraph.push(line);
    mayIndent = false;
  }
  endParagraph();
  return lines.join('\n');
}

/** @returns the marks of a code fence that opens on this line and does not close on it. */
function opening(line: string): string | undefined {
  const [, marks, rest = ''] = FENCE.exec(line) ?? [];
  // Backticks that are followed by more backticks on the line begin a span of code instead.
  return marks === undefined || (marks.startsWith('`') && rest.includes('`')) ? undefined : marks;
}

function closes(line: string, fence: string): boolean {
  const end = line.trim();
  const mark = fence.slice(0, 1);
  const closing = end.length - end.replace(mark === '`' ? /`+$/ : /~+$/, '').length;
  // People also put the closing backticks after the last word of the code.
  return closing >= fence.length && (mark === '`' || closing === end.length);
}

/** Replaces spans of code, from a run of backticks to the next run of the same length. */
function withoutSpans(text: string): string {
  const runs = [...text.matchAll(/`+/g)];
  const byLength = new Map<number, number[]>();
  for (const { 0: run, index } of runs.toReversed()) {
    const sameLength = byLength.get(run.length);
    if (sameLength === undefined) byLength.set(run.length, [index]);
    else sameLength.push(index);
  }
  let out = '';
  let at = 0;
  for (const { 0: run, index } of runs) {
    if (index < at || isEscaped(text, index)) continue;
    const ends = byLength.get(run.length) ?? [];
    while ((ends.at(-1) ?? Number.POSITIVE_INFINITY) <= index) ends.pop();
    const end = ends.at(-1);
    if (end === undefined) continue;
    out += text.slice(at, index) + text.slice(index, end + run.length).replace(/[^\n]/g, FILLER);
    at = end + run.length;
  }
  return out + text.slice(at);
}

function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text[from - 1] === '\\') from--;
  return (at - from) % 2 === 1;
}
