import type { Grouped, Row } from './rows.ts';

const sameGroup = (a: Grouped, b: Grouped): boolean => a.first === b.first;

const sameRow = (a: Row, b: Row | undefined): b is Row => {
  if (a.kind === 'message')
    return b?.kind === 'message' && a.message === b.message && sameGroup(a, b);
  if (a.kind === 'pending') return b?.kind === 'pending' && a.entry === b.entry && sameGroup(a, b);
  return a.kind === b?.kind;
};

/** Reuses the previous object of each unchanged row, so that it is not rendered again. */
export function reuseRows(rows: readonly Row[], before: readonly Row[]): Row[] {
  const known = new Map(before.map((row) => [row.key, row]));
  return rows.map((row) => {
    const old = known.get(row.key);
    return sameRow(row, old) ? old : row;
  });
}
