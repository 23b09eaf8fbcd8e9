/** A row, and how far below the upper edge of the view it begins and ends, in px. */
export type RowInView = {
  readonly row: HTMLElement;
  readonly top: number;
  readonly bottom: number;
};

/**
 * The rows from the first on that reaches into the view, to the last there is; the last alone where
 * all are above it.
 * @param list holds chunks, each of which holds rows.
 */
export function* rowsInView(scroller: HTMLElement, list: HTMLElement): Generator<RowInView> {
  const edge = topOf(scroller);
  let chunk = firstBelow(list, edge);
  let row = chunk && firstBelow(chunk, edge);
  while (chunk && row) {
    const { top, bottom } = row.getBoundingClientRect();
    yield { row: row as HTMLElement, top: top - edge, bottom: bottom - edge };
    row = row.nextElementSibling;
    if (row) continue;
    chunk = chunk.nextElementSibling;
    row = chunk?.firstElementChild ?? null;
  }
}

/** @returns how far below the upper edge of the view a row begins, in px. */
export function topInView(scroller: HTMLElement, row: HTMLElement): number {
  return topOf(row) - topOf(scroller);
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;

/** The first child that ends below an edge, else the last. */
function firstBelow({ children }: Element, edge: number): Element | null {
  let low = 0;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
    else low = middle + 1;
  }
  return children[Math.max(0, low)] ?? null;
}
