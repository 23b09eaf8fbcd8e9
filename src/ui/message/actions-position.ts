// The position of a message's actions: beside it if there is room, and never over the text above.

type Span = { readonly top: number; readonly bottom: number };
type Box = Span & { readonly left: number; readonly right: number };

export type Surroundings = {
  /** The bubble of the message. */
  readonly bubble: Box;
  readonly bar: { readonly width: number; readonly height: number };
  /** The visible part of the list. */
  readonly view: Box;
  /** The bottom of the message above. */
  readonly above: number;
  /** The side of the bubble where the list has room. */
  readonly side: 'left' | 'right';
};

/** The gap between the bar and the bubble. */
const GAP = 6;
/** The gap between the bar and the top or bottom of the view. */
const EDGE = 2;
/** A bar above or below its message overlaps it, so that the pointer can reach it. */
const OVERLAP = 6;

/** The largest size of the bar's menu. */
const MENU = { width: 220, height: 200 };

const within = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, most));

/** @returns the position of the bar's top left corner in the viewport. */
export function actionsPosition({ bubble, bar, view, above, side }: Surroundings): {
  left: number;
  top: number;
} {
  const lowest = view.bottom - EDGE - bar.height;
  const highest = Math.min(view.top + EDGE, lowest);
  const beside = side === 'right' ? bubble.right + GAP : bubble.left - GAP - bar.width;
  if (beside >= view.left + GAP && beside + bar.width <= view.right - GAP) {
    // Centered on a single line, aligned with the first of several.
    const middle = (bubble.bottom - bubble.top - bar.height) / 2;
    return { left: beside, top: within(bubble.top + Math.min(0, middle), highest, lowest) };
  }
  const aligned = side === 'right' ? bubble.right - bar.width : bubble.left;
  const left = within(aligned, view.left + GAP, view.right - GAP - bar.width);
  const over = bubble.top + OVERLAP - bar.height;
  if (over >= Math.max(above, highest) && over <= lowest) return { left, top: over };
  // Below the message, or over its end if there is no room below.
  return { left, top: within(bubble.bottom - OVERLAP, highest, lowest) };
}

/** Moves a bar to its position. It is rendered inside its message. */
export function positionActions(bar: HTMLElement): void {
  const article = bar.closest('article');
  const bubble = article?.querySelector('.bubble');
  const row = bar.closest<HTMLElement>('.message');
  const log = bar.closest('.log');
  if (!article || !bubble || !row || !log) return;
  const { left, top, width, height } = log.getBoundingClientRect();
  const view = { left, right: left + width, top, bottom: top + height };
  const isOwn = row.dataset['own'] === 'true';
  const isRightToLeft = getComputedStyle(row).direction === 'rtl';
  const box = bubble.getBoundingClientRect();
  const place = actionsPosition({
    bubble: box,
    bar: { width: bar.offsetWidth, height: bar.offsetHeight },
    view,
    // The first message of a group has a margin above.
    above: row.getBoundingClientRect().top - Number.parseFloat(getComputedStyle(row).marginTop),
    side: isOwn === isRightToLeft ? 'right' : 'left',
  });
  const origin = article.getBoundingClientRect();
  const start = isRightToLeft
    ? origin.right - place.left - bar.offsetWidth
    : place.left - origin.left;
  bar.style.insetInlineStart = `${start}px`;
  bar.style.insetBlockStart = `${place.top - origin.top}px`;
  const isBeside = place.left >= box.right || place.left + bar.offsetWidth <= box.left;
  bar.toggleAttribute('data-beside', isBeside);
  const menu = bar.querySelector<HTMLElement>('.menu-place');
  if (!menu) return;
  // The menu opens to the side where it is visible.
  const room = isRightToLeft ? view.right - place.left : place.left + bar.offsetWidth - view.left;
  bar.dataset['menu'] = room < MENU.width ? 'start' : 'end';
  const isLow = place.top + bar.offsetHeight + MENU.height > view.bottom;
  if (isLow && place.top - MENU.height > view.top) menu.dataset['opens'] = 'up';
  else delete menu.dataset['opens'];
}
