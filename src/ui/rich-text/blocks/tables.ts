// Tables as people and models write them: a line of names, a line of dashes, lines of cells.

export type Align = 'left' | 'center' | 'right' | undefined;

/** What a table's first two lines say. */
export type TableHead = { readonly names: readonly string[]; readonly aligns: readonly Align[] };

/** The head of a table that begins with this line and the next, if one does. */
export function tableHeadAt(line: string, next: string | undefined): TableHead | null {
  // Asked of each line of a text: the cheapest question first.
  if (!next?.includes('-') || !next.includes('|') || !line.includes('|')) return null;
  const marks = cellsOf(next);
  if (!marks.every((mark) => DASHES.test(mark))) return null;
  const names = cellsOf(line);
  return names.length === marks.length ? { names, aligns: marks.map(alignOf) } : null;
}

/** The cells of a line. A bar behind a backslash is part of a cell. */
export const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** Whether a line may be one of dashes before it is whole. */
export const mayBeDashes = (line = ''): boolean => /^[\s|:-]*$/.test(line);

const DASHES = /^:?-+:?$/;

const alignOf = (mark: string): Align => {
  if (mark.endsWith(':')) return mark.startsWith(':') ? 'center' : 'right';
  return mark.startsWith(':') ? 'left' : undefined;
};
