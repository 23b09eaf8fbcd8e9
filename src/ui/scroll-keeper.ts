// Keeps what a person reads where it is: at the newest while they follow, else at the message they
// look at. The browser's own anchoring is off: it fails at the very top, and Safari has none.
import { signal } from '@preact/signals';

/** This close to the end counts as the end. */
const END_PX = 64;

type Anchor = { readonly row: HTMLElement; readonly top: number };

export class ScrollKeeper {
  /** Whether the reader goes along with what is newest. */
  readonly following = signal(true);
  readonly #scroller: HTMLElement;
  readonly #list: HTMLElement;
  readonly #nearTop: () => void;
  readonly #sizes: ResizeObserver;
  #anchor: Anchor | null = null;
  #lastTop = 0;

  /**
   * @param list its children are the rows, from top to bottom; its parent holds all that scrolls.
   * @param nearTop called while somebody scrolls near the top, and more will soon be wanted.
   */
  constructor(scroller: HTMLElement, list: HTMLElement, nearTop: () => void) {
    this.#scroller = scroller;
    this.#list = list;
    this.#nearTop = nearTop;
    // Rows that grow late, a keyboard that opens: nothing of it may move what is being read.
    this.#sizes = new ResizeObserver(() => this.settle());
    this.#sizes.observe(scroller);
    this.#sizes.observe(list.parentElement ?? list);
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  /** Puts things back in their place after the list has changed, before anyone sees it. */
  settle(): void {
    const { scrollHeight, clientHeight } = this.#scroller;
    if (this.following.peek()) this.#moveTo(scrollHeight - clientHeight);
    else if (this.#anchor?.row.isConnected) {
      const drift = this.#topOf(this.#anchor.row) - this.#anchor.top;
      if (Math.abs(drift) >= 0.5) this.#moveTo(this.#scroller.scrollTop + drift);
    }
    this.#remember();
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
    this.#remember();
  }

  /** Whether everything can be seen at once. */
  get fitsAll(): boolean {
    return this.#scroller.scrollHeight <= this.#scroller.clientHeight;
  }

  end(): void {
    this.#sizes.disconnect();
    this.#scroller.removeEventListener('scroll', this.#onScroll);
  }

  readonly #onScroll = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const atEnd = scrollHeight - clientHeight - scrollTop <= END_PX;
    // Only a hand moves up: growth moves the end away, and settle() moves down.
    if (atEnd) this.following.value = true;
    else if (scrollTop < this.#lastTop) this.following.value = false;
    this.#lastTop = scrollTop;
    this.#remember();
    if (!this.following.peek() && scrollTop < clientHeight / 2) this.#nearTop();
  };

  #moveTo(top: number): void {
    this.#scroller.scrollTop = top;
    this.#lastTop = this.#scroller.scrollTop;
  }

  #remember(): void {
    const row = this.#firstInView();
    this.#anchor = row && { row, top: this.#topOf(row) };
  }

  #firstInView(): HTMLElement | null {
    const rows = this.#list.children;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = rows[middle] as HTMLElement;
      if (this.#topOf(row) + row.offsetHeight > 0) high = middle;
      else low = middle + 1;
    }
    // A day's heading is no hold: it moves up when older messages of that day come in below it.
    while (rows[low] && !(rows[low] as HTMLElement).dataset['key']) low++;
    return (rows[low] as HTMLElement | undefined) ?? null;
  }

  #topOf(row: HTMLElement): number {
    return row.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }
}
