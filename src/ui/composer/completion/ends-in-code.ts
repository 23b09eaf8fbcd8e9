// Detects whether the caret is in code, where nothing is completed. Independent of the Markdown parser, which
// need not be loaded at the first key press.

/** An opening fence with its marks. */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;

/** The prefixes of lines in quotes and lists. */
const PREFIX = /^(?: {0,3}>(?: |$|(?=>))| *(?:[-*]|\d{1,3}\.) +(?=\S))+/;
const INDENTED = /^(?: {4}|\t)/;
/** A run of backticks; after a letter it is an accent or apostrophe. */
const TICKS = /`+/g;

/**
 * Whether the end of a text is in code: in a fence, in an indented block, or after unclosed backticks.
 * @param before the text before the caret.
 */
export function endsInCode(before: string): boolean {
  const lines = before.split('\n');
  const last = lines.length - 1;
  let fence: string | undefined;
  /** The first line of the paragraph. */
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
