/** The position of a cell. */
type Cell = { readonly offsetTop: number; readonly offsetLeft: number };

const alongLine: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * The target of a key in a wrapping grid.
 * @returns the index of a cell; -1 for above the first line; `null` if the key does not move.
 */
export function nextCell(
  cells: readonly (Cell & Element)[],
  at: number,
  key: string,
): number | null {
  const last = cells.length - 1;
  const here = cells[at];
  if (!here) return null;
  const along = alongLine[key];
  if (along !== undefined) {
    const by = getComputedStyle(here).direction === 'rtl' ? -along : along;
    return Math.max(0, Math.min(last, at + by));
  }
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const columns = cells.filter(({ offsetTop }) => offsetTop === cells[0]?.offsetTop).length;
  const to = key === 'ArrowUp' ? at - columns : at + columns;
  if (to > last) return last;
  return to < 0 ? -1 : to;
}
