// Keeps what a person reads where it is: at the newest while they follow, else at the message they
// look at. The browser's own anchoring is off: it fails at the very top, and Safari has none.
import { signal } from '@preact/signals';
import { rowsInView, topInView } from './rows/rows-in-view.ts';

/** Who comes down this close to the end wants to be there. */
const END_PX = 64;

/** As much of a row is to be seen at least. */
const LINE_PX = 24;

/** What stands further out of sight has time: it comes in by small steps. */
const NEAR_SCREENS = 2;

/** The events by which people scroll a list. */
const SCROLLING_INPUT = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

type Anchor = { readonly row: HTMLElement; readonly top: number };

export type Surroundings = {
  /** Called while the view is near the top, and more will soon be wanted. */
  readonly nearTop: () => void;
  /** Called while it is near the bottom. */
  readonly nearBottom: () => void;
  /** A row that is not to be followed out of sight, as long as nobody is there. */
  readonly keepInView: () => HTMLElement | null;
  /** Whether the newest is among the rows. */
  readonly reachesEnd: () => boolean;
  /** Whether what comes in at one end makes rows go at the other. */
  readonly isFull: () => boolean;
};

export class ScrollAnchor {
  /** Whether the reader goes along with what is newest. */
  readonly following = signal(true);
  /** Whether the end is out of sight, so that a way there is of use. */
  readonly away = signal(false);
  /** Counts the times that other rows may have come into view. */
  readonly views = signal(0);
  readonly #scroller: HTMLElement;
  readonly #list: HTMLElement;
  readonly #around: Surroundings;
  readonly #sizes: ResizeObserver;
  #anchor: Anchor | null = null;
  #lastTop = 0;
  #size = '';
  /** How much there was to scroll when it was last moved from here. */
  #height = 0;
  /** Whether anyone has scrolled yet, as far as input tells. */
  #hasInput = false;
  #asking: ReturnType<typeof setTimeout> | undefined;

  /** @param list holds the rows in chunks, from top to bottom; its parent holds all that scrolls. */
  constructor(scroller: HTMLElement, list: HTMLElement, around: Surroundings) {
    this.#scroller = scroller;
    this.#list = list;
    this.#around = around;
    // Rows that grow late, a keyboard that opens: nothing of it may move what is being read.
    this.#sizes = new ResizeObserver(() => this.settle());
    this.#sizes.observe(scroller);
    this.#sizes.observe(list.parentElement ?? list);
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    for (const input of SCROLLING_INPUT)
      scroller.addEventListener(input, this.#onInput, { passive: true });
  }

  /** Puts things back in their place after the list has changed, before anyone sees it. */
  settle(): void {
    const resized = this.#isResized;
    this.#size = this.#sizeNow;
    // A hand that has just gone up is not to be pulled down before its event comes.
    const isUp = this.following.peek() && this.#scroller.scrollTop < this.#lastTop - 1;
    if (isUp && !resized) this.#onScroll();
    if (this.following.peek()) this.#follow();
    else if (this.#anchor?.row.isConnected) {
      const { clientHeight } = this.#scroller;
      const byHand = resized ? 0 : this.#movedByHand;
      // Turned to its side, a phone would not show what was in the middle; turned back, it does again.
      const isLow = byHand === 0 && this.#anchor.top > clientHeight - LINE_PX;
      const top = isLow ? clientHeight / 3 : this.#anchor.top - byHand;
      const drift = this.#topOf(this.#anchor.row) - top;
      if (Math.abs(drift) >= 0.5) this.#moveTo(this.#scroller.scrollTop + drift);
      // The event of the hand is still to come, and is to find what it moved.
      this.#lastTop = this.#scroller.scrollTop - byHand;
      // The browser moves by whole device pixels: what is left over would add up if it were held anew.
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

  /** Brings a row to the middle; the reader stays there. */
  toRow(row: HTMLElement): void {
    const { clientHeight } = this.#scroller;
    this.following.value = false;
    const top = this.#topOf(row) - Math.max(0, (clientHeight - row.offsetHeight) / 2);
    this.#moveTo(this.#scroller.scrollTop + top);
    // More rows are still to come around it; this one stays.
    this.#anchor = { row, top: this.#topOf(row) };
    this.#lookAround();
  }

  /** Whether all of a row is in view, or it fills the view. */
  shows(row: HTMLElement): boolean {
    const { clientHeight } = this.#scroller;
    const top = this.#topOf(row);
    const bottom = top + row.offsetHeight;
    return (top >= 0 && bottom <= clientHeight) || (top <= 0 && bottom >= clientHeight);
  }

  /** The last row that was seen to its end; `null` while nothing can be seen. */
  lastInView(): HTMLElement | null {
    // Something may lie over all of it.
    if (!this.#scroller.checkVisibility({ visibilityProperty: true })) return null;
    const bottom = this.#scroller.clientHeight;
    let last: HTMLElement | null = null;
    for (const { row, ...its } of rowsInView(this.#scroller, this.#list)) {
      // A row that is higher than the view cannot be seen whole; its beginning counts then.
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
    // A window that changes its size moves things as well; it is no hand.
    if (this.#isResized) {
      this.settle();
      return;
    }
    const { scrollTop } = this.#scroller;
    const moved = scrollTop - this.#lastTop;
    this.#lastTop = scrollTop;
    const left = this.#leftBelow;
    // Up is a hand's doing alone: settle() remembers where it moved to, and growth moves only the end.
    if (left <= (moved > 0 ? END_PX : 1) && this.#around.reachesEnd()) this.following.value = true;
    else if (moved < 0 && this.#isClamped) this.settle();
    else if (moved < 0) this.following.value = false;
    if (moved !== 0) this.#hold();
    this.#lookAround();
  };

  /** In a task of its own: a frame that scrolls and also draws rows is a long one on a slow phone. */
  #askForMore(): void {
    this.#asking ??= setTimeout(() => {
      this.#asking = undefined;
      if (this.#nearTop) this.#around.nearTop();
      if (this.#nearBottom) this.#around.nearBottom();
    });
  }

  /** Within a view for who follows and may look up; within two for who is on their way up. */
  get #nearTop(): boolean {
    const screens = this.following.peek() ? 1 : NEAR_SCREENS;
    return this.#isNear(this.#scroller.scrollTop, this.#leftBelow, screens);
  }

  get #nearBottom(): boolean {
    const isNear = this.#isNear(this.#leftBelow, this.#scroller.scrollTop, NEAR_SCREENS);
    return isNear && !this.#around.reachesEnd();
  }

  /** In a view as high as all rows both ends are near: the rows are not to go to and fro. */
  #isNear(left: number, leftBehind: number, screens: number): boolean {
    const isNear = left < screens * this.#scroller.clientHeight;
    return isNear && (2 * left < leftBehind || !this.#around.isFull());
  }

  #lookAround(): void {
    this.away.value =
      !this.following.peek() && (this.#leftBelow > END_PX || !this.#around.reachesEnd());
    this.views.value++;
    // No event would ask for it: rows that come in below move nothing, and where there is nothing to
    // scroll nobody can.
    if (this.#nearTop || this.#nearBottom) this.#askForMore();
  }

  /** Goes to the end, unless that would leave behind what is to stay in view. */
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

  /** Whether the view has another size than when things were last put in their place. */
  get #isResized(): boolean {
    return this.#sizeNow !== this.#size;
  }

  /** How far a hand has scrolled whose event is yet to come. Up to the very end, the end may have come. */
  get #movedByHand(): number {
    const moved = this.#scroller.scrollTop - this.#lastTop;
    return moved > 0 || this.#leftBelow > 1 ? moved : 0;
  }

  /**
   * Whether the browser moved this up, not a person. WebKit lays a list out while its rows are replaced
   * and it is shorter for a moment, and leaves it at what was its end.
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

  /** Holds what people look at: the first row that begins below the top third, or the last above that. */
  #hold(): void {
    const { clientHeight } = this.#scroller;
    let hold: Anchor | null = null;
    for (const { row, top } of rowsInView(this.#scroller, this.#list)) {
      if (hold && top >= clientHeight) break;
      // A heading is no hold: it moves up when older messages come in below it.
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
