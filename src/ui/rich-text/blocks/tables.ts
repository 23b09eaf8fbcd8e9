// Tables: a header line, a line of dashes, and lines of cells.

export type Align = 'left' | 'center' | 'right' | undefined;

/** The header cells and the alignments of a table. */
export type TableHead = { readonly names: readonly string[]; readonly aligns: readonly Align[] };

/** @returns the header if these two lines start a table, or null. */
export function tableHeadAt(line: string, next: string | undefined): TableHead | null {
  // A cheap test first, because this runs for each line.
  if (!next?.includes('-') || !next.includes('|') || !line.includes('|')) return null;
  const marks = cellsOf(next);
  if (!marks.every((mark) => DASHES.test(mark))) return null;
  const names = cellsOf(line);
  return names.length === marks.length ? { names, aligns: marks.map(alignOf) } : null;
}

/** Splits a line into cells. A bar after a backslash is part of a cell. */
export const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** Whether an incomplete line may become the line of dashes. */
export const mayBeDashes = (line = ''): boolean => /^[\s|:-]*$/.test(line);

const DASHES = /^:?-+:?$/;

const alignOf = (mark: string): Align => {
  if (mark.endsWith(':')) return mark.startsWith(':') ? 'center' : 'right';
  return mark.startsWith(':') ? 'left' : undefined;
};
