/** Between the panel and what it stands beside, in pixels. */
const GAP = 8;

/**
 * Where a panel stands that belongs to a message: above it where there is room, else below it, else
 * over it; always within what can be seen of the list.
 * @param row where the message is, from the top of the window, as are `view` and the result.
 * @param view the part of the window in which messages are seen.
 */
export function pickerTop(
  row: { readonly top: number; readonly bottom: number },
  height: number,
  view: { readonly top: number; readonly bottom: number },
): number {
  const above = row.top - GAP - height;
  const below = row.bottom + GAP;
  const lowest = view.bottom - GAP - height;
  const highest = view.top + GAP;
  if (above >= highest && above <= lowest) return above;
  if (below >= highest && below <= lowest) return below;
  return Math.max(highest, Math.min(above, lowest));
}

/** Puts a panel beside a message, at its end in the direction of reading. */
export function positionPicker(panel: HTMLElement, message: Element): void {
  const frame = panel.offsetParent?.getBoundingClientRect();
  const view = message.closest('.log')?.getBoundingClientRect();
  // A message that has gone leaves the panel where it always is.
  if (!frame || !view) return;
  const row = message.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(panel).direction === 'rtl';
  const left = isRightToLeft ? row.left : row.right - width;
  const within = Math.max(view.left, Math.min(left, view.right - width));
  Object.assign(panel.style, {
    inset: `${pickerTop(row, height, view) - frame.top - (panel.offsetParent?.clientTop ?? 0)}px auto auto ${within - frame.left - (panel.offsetParent?.clientLeft ?? 0)}px`,
  });
}
