import type { Clock, Message } from '../../client/index.ts';

/** The time to gather messages before notifying, because people send several in a row. */
const GATHER_MS = 500;
/** After a pause of this length, the next message notifies again. */
const PAUSE_MS = 8000;

/** Combines messages in quick succession into one notification. */
export class MessageBursts {
  readonly #clock: Clock;
  readonly #call: (messages: readonly Message[]) => void;
  #gathered: Message[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  /** @param call called once per burst, with the messages gathered so far. */
  constructor(clock: Clock, call: (messages: readonly Message[]) => void) {
    this.#clock = clock;
    this.#call = call;
  }

  add(messages: readonly Message[]): void {
    if (messages.length === 0) return;
    const now = this.#clock.now();
    const goesOn = now - this.#lastAt < PAUSE_MS;
    this.#lastAt = now;
    if (this.#cancel) this.#gathered.push(...messages);
    if (this.#cancel || goesOn) return;
    this.#gathered = [...messages];
    this.#cancel = this.#clock.after(GATHER_MS, () => {
      this.#cancel = null;
      this.#call(this.#gathered);
    });
  }

  /** All messages were read; the next one starts another burst. */
  forget(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#lastAt = Number.NEGATIVE_INFINITY;
  }
}
