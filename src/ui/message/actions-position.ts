// Where the actions of a message stand: beside it where there is room, and never over the text of the
// message above.

type Span = { readonly top: number; readonly bottom: number };
type Box = Span & { readonly left: number; readonly right: number };

export type Surroundings = {
  /** What the message is written on. */
  readonly bubble: Box;
  readonly bar: { readonly width: number; readonly height: number };
  /** The part of the window in which messages are seen. */
  readonly view: Box;
  /** Where what is above ends: the message before, or the view. */
  readonly above: number;
  /** The side of the bubble on which the list has room. */
  readonly side: 'left' | 'right';
};

/** Between the bar and what it stands beside. */
const GAP = 6;
/** Between the bar and the upper or lower end of the view. */
const EDGE = 2;
/** A bar above or below its message lies so far over it, so that a pointer finds the way. */
const OVERLAP = 6;

/** As much as the menu of a bar may need. */
const MENU = { width: 220, height: 200 };

const within = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, most));

/** @returns where the bar's upper left corner is; all in pixels of the window. */
export function actionsPosition({ bubble, bar, view, above, side }: Surroundings): {
  left: number;
  top: number;
} {
  const lowest = view.bottom - EDGE - bar.height;
  const highest = Math.min(view.top + EDGE, lowest);
  const beside = side === 'right' ? bubble.right + GAP : bubble.left - GAP - bar.width;
  if (beside >= view.left + GAP && beside + bar.width <= view.right - GAP) {
    // In the middle of one line, at the first of several.
    const middle = (bubble.bottom - bubble.top - bar.height) / 2;
    return { left: beside, top: within(bubble.top + Math.min(0, middle), highest, lowest) };
  }
  const aligned = side === 'right' ? bubble.right - bar.width : bubble.left;
  const left = within(aligned, view.left + GAP, view.right - GAP - bar.width);
  const over = bubble.top + OVERLAP - bar.height;
  if (over >= Math.max(above, highest) && over <= lowest) return { left, top: over };
  // Below it, or over its own end where nothing is to be seen below.
  return { left, top: within(bubble.bottom - OVERLAP, highest, lowest) };
}

/** Moves a bar, which is drawn within its message, to where it belongs. */
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
    // A message that begins a group stands apart from what is above it.
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
  // Its menu opens to where it can be seen.
  const room = isRightToLeft ? view.right - place.left : place.left + bar.offsetWidth - view.left;
  bar.dataset['menu'] = room < MENU.width ? 'start' : 'end';
  const isLow = place.top + bar.offsetHeight + MENU.height > view.bottom;
  if (isLow && place.top - MENU.height > view.top) menu.dataset['opens'] = 'up';
  else delete menu.dataset['opens'];
}
