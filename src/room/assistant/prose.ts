/** Stands in for a character that is not prose; it is no letter and no mark. */
const FILLER = '\ufffc';

const QUOTE = /^ {0,3}(?:(?:[-*+]|\d{1,3}[.)]) {1,4})*>/;
const FENCE = /^\s*(?:(?:[-*+]|\d{1,3}[.)])\s+)*(`{3,}|~{3,})(.*)$/;
const ITEM = /^ {0,3}(?:[-*+]|\d{1,3}[.)])\s/;
const INDENTED = /^(?: {4}| {0,3}\t)/;

/** Where a link leads, and a bare address with a path: nobody is spoken to in it. */
const ADDRESS =
  /(?<=\]\()[^\s()]+(?=\))|(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,20}(?::\d{1,5})?[/?][^\s<>"\u3000-\u303f\uff00-\uffef]*/gu;

const filled = (line: string): string => FILLER.repeat(line.length);

/**
 * The text with everything blanked out that its author shows rather than says: code in backticks,
 * fenced and indented code, quotes, and addresses. Its length and all positions in it stay the same.
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
    // Below an item, an indented line is more of the item; text at the margin ends the list.
    if (ITEM.test(line)) isInList = true;
    else if (mayIndent && !/^\s/.test(line)) isInList = false;
    paragraph.push(line);
    mayIndent = false;
  }
  endParagraph();
  return lines.join('\n');
}

/** The marks of a fence that opens on this line, unless it closes there as well. */
function opening(line: string): string | undefined {
  const [, marks, rest = ''] = FENCE.exec(line) ?? [];
  // With more backticks behind them they are a span of code.
  return marks === undefined || (marks.startsWith('`') && rest.includes('`')) ? undefined : marks;
}

function closes(line: string, fence: string): boolean {
  const end = line.trim();
  const mark = fence.slice(0, 1);
  const closing = end.length - end.replace(mark === '`' ? /`+$/ : /~+$/, '').length;
  // People also close it behind the last word.
  return closing >= fence.length && (mark === '`' || closing === end.length);
}

/** Blanks out spans of code: a run of backticks up to the next run of the same length. */
function withoutSpans(text: string): string {
  const runs = [...text.matchAll(/`+/g)];
  const byLength = new Map<number, number[]>();
  for (const { 0: run, index } of runs.toReversed()) {
    const alike = byLength.get(run.length);
    if (alike === undefined) byLength.set(run.length, [index]);
    else alike.push(index);
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
