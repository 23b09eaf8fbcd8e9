// Whether what is being typed stands in code, where an `@` or a `:` is what it is. By itself, without
// the reader of whole texts: that is loaded when there is something to read, not at the first letter.

/** Where a fence opens, with its marks; behind the last word they close it as well. */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;

/** What quotes and lists put before their lines. */
const PREFIX = /^(?: {0,3}>(?: |$|(?=>))| *(?:[-*]|\d{1,3}\.) +(?=\S))+/;
const INDENTED = /^(?: {4}|\t)/;
/** A run of backquotes; behind a letter it is an accent or an apostrophe. */
const TICKS = /`+/g;

/**
 * Whether the end of a text stands in code: in a fence, in an indented block, or behind backquotes
 * that nothing has closed yet.
 * @param before all that stands before the place in question.
 */
export function endsInCode(before: string): boolean {
  const lines = before.split('\n');
  const last = lines.length - 1;
  let fence: string | undefined;
  /** Where the paragraph began, to look for backquotes in. */
  let paragraph = 0;
  for (const [at, line] of lines.entries()) {
    if (fence) {
      if (at < last && line.trimEnd().endsWith(fence)) fence = undefined;
      paragraph = at + 1;
    } else {
      fence = FENCE.exec(line.replace(PREFIX, ''))?.[1];
      if (line.trim() === '') paragraph = at + 1;
    }
  }
  if (fence) return true;
  const line = lines[last] ?? '';
  const above = lines[last - 1] ?? '';
  if (INDENTED.test(line) && !PREFIX.test(line) && (above.trim() === '' || INDENTED.test(above)))
    return true;
  return hasOpenTicks(lines.slice(paragraph).join('\n'));
}

function hasOpenTicks(text: string): boolean {
  let open = 0;
  for (const { 0: run, index } of text.matchAll(TICKS)) {
    if (open === run.length) open = 0;
    else if (open === 0 && !/[\p{L}\p{N}]/u.test(text[index - 1] ?? '')) open = run.length;
  }
  return open > 0;
}
