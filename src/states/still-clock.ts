import type { Clock } from '../client/index.ts';

/** A clock that only advances with `pass`. */
export class StillClock implements Clock {
  #now: number;
  #timers: { at: number; run: () => void }[] = [];

  /** @param now the initial time, in milliseconds since 1970. */
  constructor(now: number) {
    this.#now = now;
  }

  readonly now = () => this.#now;

  readonly after = (ms: number, run: () => void) => {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [due] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!due) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = due.at;
      due.run();
    }
    this.#now = end;
  }

  get waiting(): number {
    return this.#timers.length;
  }
}
