import { attempt, type Turn } from '../turn.ts';

/** The maximum number handled in one turn, so that reads, upgrades and timers run in between. */
const MOST_PER_TURN = 256;
/**
 * The maximum length handled in one turn, in UTF-16 units, because long messages take longer. The
 * limit is not a time, because the platform's clock stands still within a turn.
 */
const MOST_CHARS_PER_TURN = 131_072;
/** If more than this is waiting, the next arrival handles a batch at once, to bound memory. */
const MOST_WAITING = 4096;
const MOST_CHARS_WAITING = 4_194_304;

type Deps = {
  /** Calls `handle`, which handles a batch, and does the work that is needed once per batch. */
  readonly turn: (handle: () => void, turn: Turn) => void;
  /** Runs a function in a later turn, and prevents hibernation until then. */
  readonly later: (run: () => void) => unknown;
};

type Waiting = { readonly handle: () => void; readonly chars: number };

/**
 * Queues what has arrived until it is handled. Everything that arrives while the room is busy is
 * handled in one synchronous turn, in order of arrival, so that many commands share one storage
 * commit. In a quiet room each command has its own turn.
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
   * Handles something in the next turn. An exception is logged and does not affect the rest of the
   * batch.
   * @param chars the length of the input, in UTF-16 units.
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
   * @param chars the length of its input, in UTF-16 units.
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

  /** Handles everything in the queue now. Call it before an event that must be handled after it. */
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

  /** Removes the first entries from the queue, up to the limits of a turn, but at least one. */
  #takeBatch(): Waiting[] {
    let chars = 0;
    let count = 0;
    for (const next of this.#waiting) {
      if (count === MOST_PER_TURN || (count > 0 && chars + next.chars > MOST_CHARS_PER_TURN)) break;
      chars += next.chars;
      count += 1;
    }
    this.#chars -= chars;
    return this.#waiting.splice(0, count);
  }
}
