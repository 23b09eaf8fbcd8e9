import { attempt, type Turn } from '../turn.ts';

/** Handled in one turn at most, so that reads, upgrades and timers get their turn in between. */
const MOST_PER_TURN = 256;
/**
 * The same in UTF-16 units: long messages take longer. The bound is on the work and not on the time,
 * because the platform's clock stands still within a turn.
 */
const MOST_CHARS_PER_TURN = 131_072;
/** With more than this waiting, a batch is handled where the next one arrives: memory has a bound. */
const MOST_WAITING = 4096;
const MOST_CHARS_WAITING = 4_194_304;

type Deps = {
  /** Does once for a batch what a batch needs once, around handling it. */
  readonly turn: (handle: () => void, turn: Turn) => void;
  /** Runs something later, and keeps the room in memory until then. */
  readonly later: (run: () => void) => unknown;
};

type Waiting = { readonly handle: () => void; readonly chars: number };

/**
 * What has arrived and is not handled yet. While the room is busy, more arrives; all of it is then
 * handled in one synchronous turn, in the order in which it came, so that many commands share one
 * storage commit. In a quiet room each command has a turn of its own.
 */
export class Inbox {
  readonly #deps: Deps;
  #waiting: Waiting[] = [];
  #chars = 0;
  #isScheduled = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Handles something in the next turn. An exception is logged and leaves the rest of the batch alone.
   * @param chars how long what is to be handled is, in bytes or UTF-16 units.
   */
  push(handle: () => void, chars: number): void {
    this.#waiting.push({ handle, chars });
    this.#chars += chars;
    if (this.#waiting.length > MOST_WAITING || this.#chars > MOST_CHARS_WAITING)
      this.#handleBatch('inline');
    this.#schedule();
  }

  /**
   * Handles a request in the next turn.
   * @param chars how long it is, in UTF-16 units.
   * @returns what `handle` returns.
   * @throws what `handle` throws.
   */
  request<T>(handle: () => T, chars: number): Promise<T> {
    return new Promise((resolve, reject) => {
      this.push(() => {
        try {
          resolve(handle());
        } catch (error) {
          reject(error);
        }
      }, chars);
    });
  }

  /** Handles what is waiting, now: before something that must not overtake it. */
  drain(): void {
    while (this.#waiting.length > 0) this.#handleBatch('inline');
  }

  #schedule(): void {
    if (this.#isScheduled || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    this.#deps.later(() => {
      this.#isScheduled = false;
      try {
        this.#handleBatch('timer');
      } finally {
        this.#schedule();
      }
    });
  }

  #handleBatch(turn: Turn): void {
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    this.#deps.turn(() => {
      for (const { handle } of batch) attempt('a command', handle);
    }, turn);
  }

  /** The first that wait, at least one. */
  #takeBatch(): Waiting[] {
    let chars = 0;
    let count = 0;
    for (const one of this.#waiting) {
      if (count === MOST_PER_TURN || (count > 0 && chars + one.chars > MOST_CHARS_PER_TURN)) break;
      chars += one.chars;
      count += 1;
    }
    this.#chars -= chars;
    return this.#waiting.splice(0, count);
  }
}
