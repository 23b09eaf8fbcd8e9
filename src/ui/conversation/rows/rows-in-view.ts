/** A row with the distance of its top and bottom from the top of the view, in px. */
export type RowInView = {
  readonly row: HTMLElement;
  readonly top: number;
  readonly bottom: number;
};

/**
 * The rows from the first one in view to the last one of the list; only the last one if all are above the
 * view.
 * @param list contains chunks, which contain rows.
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

/** @returns the distance of a row's top from the top of the view, in px. */
export function topInView(scroller: HTMLElement, row: HTMLElement): number {
  return topOf(row) - topOf(scroller);
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;

/** The first child whose bottom is below an edge, else the last one. */
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
