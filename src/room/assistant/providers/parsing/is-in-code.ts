/**
 * Whether text that follows `before` is code in Markdown: within a fence, indented, or after an
 * open backtick on its line.
 */
export function isInCode(before: string): boolean {
  const fences = before.match(/^[ \t]{0,3}(?:```|~~~)/gm) ?? [];
  if (fences.length % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.match(/`/g) ?? []).length % 2 === 1 || /^(?: {4}|\t)/.test(line);
}
