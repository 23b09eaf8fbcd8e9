// Text that the insert menu puts at the caret, with the whitespace it needs to be recognized.

/** A mention, separated from the text before it. @param name empty to open the list of names. */
export const insertedMention = (before: string, name: string): string =>
  `${/(^|\s)$/.test(before) ? '' : ' '}@${name}`;

/** A code block on lines of its own. @returns the text, and the caret's position in it. */
export function insertedCode(before: string, code: string): { text: string; caret: number } {
  const start = `${/(^|\n)$/.test(before) ? '' : '\n'}\`\`\`\n${code}`;
  return { text: `${start}\n\`\`\`\n`, caret: start.length };
}
