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
  readonly #sizes: ResizeObserver;
  #anchor: Anchor | null = null;
  #lastTop = 0;

  /** @param list its children are the rows, from top to bottom. */
  constructor(scroller: HTMLElement, list: HTMLElement) {
    this.#scroller = scroller;
    this.#list = list;
    // Rows that grow late, a keyboard that opens: nothing of it may move what is being read.
    this.#sizes = new ResizeObserver(() => this.settle());
    this.#sizes.observe(scroller);
    this.#sizes.observe(list);
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

  /** Whether the top is near, and older messages will soon be wanted. */
  get nearTop(): boolean {
    return this.#scroller.scrollTop < this.#scroller.clientHeight / 2;
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
    return (rows[low] as HTMLElement | undefined) ?? null;
  }

  #topOf(row: HTMLElement): number {
    return row.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }
}
