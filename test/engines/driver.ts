/** Keys that have a name; everything else is typed as text. */
export type Key = 'ArrowDown' | 'ArrowUp' | 'Backspace' | 'Enter' | 'Escape' | 'Tab';

/** One window of a browser: what the scenarios need, in any engine. */
export interface Driver {
  readonly version: string;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a function in the page. It must not refer to anything outside itself. */
  evaluate<A extends unknown[], T>(
    call: (...args: A) => T | Promise<T>,
    ...args: A
  ): Promise<Awaited<T>>;
  moveTo(x: number, y: number): Promise<void>;
  clickAt(x: number, y: number): Promise<void>;
  /** Types into the focused element, key by key. */
  type(text: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Sets the size of the page, not of the window around it. */
  resize(width: number, height: number): Promise<void>;
  screenshot(): Promise<Buffer>;
  quit(): Promise<void>;
}
