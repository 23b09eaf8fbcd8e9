import type { Clock, Message } from '../../client/index.ts';

/** People say a thing in several messages; so long the first waits for the others. */
const GATHER_MS = 500;
/** Who is silent for so long has finished; what comes then is worth another call. */
const PAUSE_MS = 8000;

/** Makes one call of many messages that come close upon each other. */
export class MessageBursts {
  readonly #clock: Clock;
  readonly #call: (messages: readonly Message[]) => void;
  #gathered: Message[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  /** @param call called once for each burst, with what had come by then. */
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

  /** What has come so far was seen; the next message begins another burst. */
  forget(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#lastAt = Number.NEGATIVE_INFINITY;
  }
}
