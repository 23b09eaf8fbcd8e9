/** The gap between the panel and the message, in pixels. */
const GAP = 8;

/**
 * The top of a panel that belongs to a message: above it if there is room, else below it, else over it;
 * always inside the visible part of the list.
 * @param row the message's position in the viewport, like `view` and the result.
 * @param view the visible part of the list.
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

/** Positions a panel at a message, aligned with its end in the reading direction. */
export function positionPicker(panel: HTMLElement, message: Element): void {
  const frame = panel.offsetParent?.getBoundingClientRect();
  const view = message.closest('.log')?.getBoundingClientRect();
  // If the message is gone, the panel stays at its default position.
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
