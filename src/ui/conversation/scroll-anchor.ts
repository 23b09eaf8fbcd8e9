// Scroll anchoring: keeps the reader at the newest message while they follow it, else at the message they
// read. The browser's own scroll anchoring is off: it fails at the very top, and Safari has none.
import { signal } from '@preact/signals';
import { rowsInView, topInView } from './rows/rows-in-view.ts';

/** Scrolling down to this distance from the end starts following. */
const END_PX = 64;

/** The least visible part of the anchor row. */
const LINE_PX = 24;

/** Rows are added in small steps within this many screens. */
const NEAR_SCREENS = 2;

/** Events of user input that scroll a list. */
const SCROLLING_INPUT = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

type Anchor = { readonly row: HTMLElement; readonly top: number };

export type Surroundings = {
  /** Called while the view is near the top, to add earlier rows. */
  readonly nearTop: () => void;
  /** Called while the view is near the bottom. */
  readonly nearBottom: () => void;
  /** A row that following must not scroll out of view while the reader is away. */
  readonly keepInView: () => HTMLElement | null;
  /** Whether the newest message is rendered. */
  readonly reachesEnd: () => boolean;
  /** Whether adding rows at one end drops rows at the other. */
  readonly isFull: () => boolean;
};

export class ScrollAnchor {
  /** Whether the view follows the newest message. */
  readonly following = signal(true);
  /** Whether the end is out of view, so that a button to jump there is useful. */
  readonly away = signal(false);
  /** Counts changes of the visible rows. */
  readonly views = signal(0);
  readonly #scroller: HTMLElement;
  readonly #list: HTMLElement;
  readonly #around: Surroundings;
  readonly #sizes: ResizeObserver;
  #anchor: Anchor | null = null;
  #lastTop = 0;
  #size = '';
  /** The scroll height after the last programmatic move. */
  #height = 0;
  /** Whether there was any user input yet. */
  #hasInput = false;
  #asking: ReturnType<typeof setTimeout> | undefined;

  /** @param list contains the rows in chunks; its parent contains everything that scrolls. */
  constructor(scroller: HTMLElement, list: HTMLElement, around: Surroundings) {
    this.#scroller = scroller;
    this.#list = list;
    this.#around = around;
    // Rows that grow late, or a keyboard that opens, must not move what is being read.
    this.#sizes = new ResizeObserver(() => this.settle());
    this.#sizes.observe(scroller);
    this.#sizes.observe(list.parentElement ?? list);
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    for (const input of SCROLLING_INPUT)
      scroller.addEventListener(input, this.#onInput, { passive: true });
  }

  /** Restores the scroll position after a change of the list, before the next paint. */
  settle(): void {
    const resized = this.#isResized;
    this.#size = this.#sizeNow;
    // Do not pull the reader down if they have just scrolled up and the event is still pending.
    const isUp = this.following.peek() && this.#scroller.scrollTop < this.#lastTop - 1;
    if (isUp && !resized) this.#onScroll();
    if (this.following.peek()) this.#follow();
    else if (this.#anchor?.row.isConnected) {
      const { clientHeight } = this.#scroller;
      const byHand = resized ? 0 : this.#movedByHand;
      // After a rotation to landscape, the anchor may be below the view: move it up.
      const isLow = byHand === 0 && this.#anchor.top > clientHeight - LINE_PX;
      const top = isLow ? clientHeight / 3 : this.#anchor.top - byHand;
      const drift = this.#topOf(this.#anchor.row) - top;
      if (Math.abs(drift) >= 0.5) this.#moveTo(this.#scroller.scrollTop + drift);
      // The pending scroll event must still see the distance that the user scrolled.
      this.#lastTop = this.#scroller.scrollTop - byHand;
      // Scroll positions are rounded to device pixels. Updating the anchor would accumulate the error.
      this.#lookAround();
      return;
    }
    this.#hold();
    this.#lookAround();
  }

  toEnd(): void {
    this.following.value = true;
    this.settle();
  }

  /** Scrolls a row to the middle and anchors it. */
  toRow(row: HTMLElement): void {
    const { clientHeight } = this.#scroller;
    this.following.value = false;
    const top = this.#topOf(row) - Math.max(0, (clientHeight - row.offsetHeight) / 2);
    this.#moveTo(this.#scroller.scrollTop + top);
    // More rows will be added around it.
    this.#anchor = { row, top: this.#topOf(row) };
    this.#lookAround();
  }

  /** Whether a row is completely in view, or fills the view. */
  shows(row: HTMLElement): boolean {
    const { clientHeight } = this.#scroller;
    const top = this.#topOf(row);
    const bottom = top + row.offsetHeight;
    return (top >= 0 && bottom <= clientHeight) || (top <= 0 && bottom >= clientHeight);
  }

  /** The last row whose end is in view; `null` if nothing is visible. */
  lastInView(): HTMLElement | null {
    // The list may be covered.
    if (!this.#scroller.checkVisibility({ visibilityProperty: true })) return null;
    const bottom = this.#scroller.clientHeight;
    let last: HTMLElement | null = null;
    for (const { row, ...its } of rowsInView(this.#scroller, this.#list)) {
      // A row that is higher than the view counts once its top is visible.
      if (its.top >= bottom || (its.top > 0 && its.bottom > bottom + 1)) break;
      if (row.dataset['key']) last = row;
    }
    return bottom > 0 ? last : null;
  }

  end(): void {
    clearTimeout(this.#asking);
    this.#sizes.disconnect();
    this.#scroller.removeEventListener('scroll', this.#onScroll);
    for (const input of SCROLLING_INPUT) this.#scroller.removeEventListener(input, this.#onInput);
  }

  readonly #onInput = (): void => {
    this.#hasInput = true;
  };

  readonly #onScroll = (): void => {
    // Resizing the window also scrolls; that is no user input.
    if (this.#isResized) {
      this.settle();
      return;
    }
    const { scrollTop } = this.#scroller;
    const moved = scrollTop - this.#lastTop;
    this.#lastTop = scrollTop;
    const left = this.#leftBelow;
    // Only the user scrolls up: settle() records its own moves, and growth only moves the end.
    if (left <= (moved > 0 ? END_PX : 1) && this.#around.reachesEnd()) this.following.value = true;
    else if (moved < 0 && this.#isClamped) this.settle();
    else if (moved < 0) this.following.value = false;
    if (moved !== 0) this.#hold();
    this.#lookAround();
  };

  /** Runs in a task of its own: a frame that scrolls and renders rows is too long on a slow phone. */
  #askForMore(): void {
    this.#asking ??= setTimeout(() => {
      this.#asking = undefined;
      if (this.#nearTop) this.#around.nearTop();
      if (this.#nearBottom) this.#around.nearBottom();
    });
  }

  /** Within one screen while following, within two otherwise. */
  get #nearTop(): boolean {
    const screens = this.following.peek() ? 1 : NEAR_SCREENS;
    return this.#isNear(this.#scroller.scrollTop, this.#leftBelow, screens);
  }

  get #nearBottom(): boolean {
    const isNear = this.#isNear(this.#leftBelow, this.#scroller.scrollTop, NEAR_SCREENS);
    return isNear && !this.#around.reachesEnd();
  }

  /** If the view is as high as all rows, both ends are near: avoid adding and dropping rows in turn. */
  #isNear(left: number, leftBehind: number, screens: number): boolean {
    const isNear = left < screens * this.#scroller.clientHeight;
    return isNear && (2 * left < leftBehind || !this.#around.isFull());
  }

  #lookAround(): void {
    this.away.value =
      !this.following.peek() && (this.#leftBelow > END_PX || !this.#around.reachesEnd());
    this.views.value++;
    // Rows added below cause no scroll event, and a list that does not overflow cannot be scrolled.
    if (this.#nearTop || this.#nearBottom) this.#askForMore();
  }

  /** Scrolls to the end, unless that would move the kept row out of view. */
  #follow(): void {
    const kept = this.#around.keepInView();
    this.#moveTo(this.#scroller.scrollHeight);
    if (!kept || this.#topOf(kept) >= 0) return;
    this.#moveTo(this.#scroller.scrollTop + this.#topOf(kept));
    this.following.value = false;
  }

  get #sizeNow(): string {
    return `${this.#scroller.clientWidth} ${this.#scroller.clientHeight}`;
  }

  /** Whether the view was resized since the last settle(). */
  get #isResized(): boolean {
    return this.#sizeNow !== this.#size;
  }

  /** How far the user has scrolled since the last event. At the very end, content may have moved it. */
  get #movedByHand(): number {
    const moved = this.#scroller.scrollTop - this.#lastTop;
    return moved > 0 || this.#leftBelow > 1 ? moved : 0;
  }

  /**
   * Whether the browser scrolled up, not the user. WebKit lays out the list while rows are being replaced
   * and it is briefly shorter, which clamps the scroll position.
   */
  get #isClamped(): boolean {
    const { scrollHeight } = this.#scroller;
    return this.following.peek() && !this.#hasInput && scrollHeight !== this.#height;
  }

  get #leftBelow(): number {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - clientHeight - scrollTop;
  }

  #moveTo(top: number): void {
    this.#scroller.scrollTop = top;
    this.#lastTop = this.#scroller.scrollTop;
    this.#height = this.#scroller.scrollHeight;
  }

  /** Anchors the first row whose top is below the upper third of the view, or the last one above. */
  #hold(): void {
    const { clientHeight } = this.#scroller;
    let hold: Anchor | null = null;
    for (const { row, top } of rowsInView(this.#scroller, this.#list)) {
      if (hold && top >= clientHeight) break;
      // Headings are no anchors: they move up when older messages are added below them.
      if (!row.dataset['key']) continue;
      hold = { row, top };
      if (top >= clientHeight / 3) break;
    }
    this.#anchor = hold;
  }

  #topOf(row: HTMLElement): number {
    return topInView(this.#scroller, row);
  }
}
