import type { Row } from './rows.ts';

const sameRow = (a: Row, b: Row | undefined): b is Row => {
  if (a.kind === 'message')
    return b?.kind === 'message' && a.message === b.message && a.first === b.first;
  if (a.kind === 'pending')
    return b?.kind === 'pending' && a.entry === b.entry && a.first === b.first;
  return a.kind === b?.kind;
};

/** The rows, each as it was before where nothing about it is new: then it need not be drawn again. */
export function keepSame(rows: readonly Row[], before: readonly Row[]): Row[] {
  const known = new Map(before.map((row) => [row.key, row]));
  return rows.map((row) => {
    const old = known.get(row.key);
    return sameRow(row, old) ? old : row;
  });
}
