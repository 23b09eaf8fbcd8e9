/**
 * A value that can be read and watched.
 * @example
 * const stop = chat.messages.subscribe((messages) => render(messages));
 * // In React:
 * const messages = useSyncExternalStore(chat.messages.subscribe, chat.messages.get);
 */
export type Readable<T> = {
  /** Returns the current value, the same object until it changes. */
  readonly get: () => T;
  /**
   * Calls `listener` after every change from now on, but not at once.
   * @returns a function that ends the subscription.
   * @throws TypeError if `listener` is not a function.
   */
  readonly subscribe: (listener: (value: T) => void) => () => void;
};

/** A readable value together with its owner's right to change it. */
export class Value<T> implements Readable<T> {
  #current: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(initial: T) {
    this.#current = initial;
  }

  readonly get = (): T => this.#current;

  readonly subscribe = (listener: (value: T) => void): (() => void) => {
    if (typeof listener !== 'function') throw new TypeError('subscribe takes a function.');
    // A function of its own, so that the same listener may be subscribed twice.
    const call = (value: T) => listener(value);
    this.#listeners.add(call);
    return () => void this.#listeners.delete(call);
  };

  set(next: T): void {
    if (Object.is(next, this.#current)) return;
    this.#current = next;
    for (const call of [...this.#listeners]) {
      try {
        call(next);
      } catch (error) {
        // A listener's bug is reported, but must not keep later frames from being applied.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
