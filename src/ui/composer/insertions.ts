// What is put into a text at the caret, so that it is read as what it is.

/** A mention, apart from what stands before it. @param name empty for the list of names to choose from. */
export const insertedMention = (before: string, name: string): string =>
  `${/(^|\s)$/.test(before) ? '' : ' '}@${name}`;

/** A block of code, on lines of its own. @returns the text, and where in it one goes on. */
export function insertedCode(before: string, code: string): { text: string; caret: number } {
  const start = `${/(^|\n)$/.test(before) ? '' : '\n'}\`\`\`\n${code}`;
  return { text: `${start}\n\`\`\`\n`, caret: start.length };
}
