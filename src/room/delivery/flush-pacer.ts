/**
 * Estimated sends per ms. At a higher rate the CPU core is saturated and latency grows (bench/).
 */
const SENDS_PER_MS = 30;
/** A backlog of up to this much work delays no flush. */
const SLACK_MS = 20;
/** The longest that batching may delay a frame. */
const MAX_DELAY_MS = 100;

/**
 * Decides how long to batch frames before the next flush. A flush to n sockets takes about n/30 ms
 * of work. While the room keeps up with that work, the delay is 0, so a quiet room delivers at
 * once. When it falls behind, the delay grows to the time that the work takes, so that more frames
 * share one flush.
 */
export class FlushPacer {
  /** When the work of all flushes so far is estimated to be done, in ms. */
  #busyUntil = 0;

  /**
   * @param now the current time in ms.
   * @returns the ms until the next flush may start.
   */
  delay(now: number): number {
    return Math.min(MAX_DELAY_MS, Math.max(0, Math.ceil(this.#busyUntil - SLACK_MS - now)));
  }

  /**
   * Records the work of a flush.
   * @param now the current time in ms.
   * @param sends how many WebSocket messages it sent.
   */
  spent(now: number, sends: number): void {
    this.#busyUntil = Math.min(
      Math.max(this.#busyUntil, now) + sends / SENDS_PER_MS,
      now + SLACK_MS + MAX_DELAY_MS,
    );
  }
}
