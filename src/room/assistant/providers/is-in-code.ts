/** Whether text that goes on here stands in Markdown's code: a fence, or backticks on its line. */
export function isInCode(before: string): boolean {
  const fences = before.match(/^[ \t]{0,3}(?:```|~~~)/gm) ?? [];
  if (fences.length % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.match(/`/g) ?? []).length % 2 === 1 || /^(?: {4}|\t)/.test(line);
}
