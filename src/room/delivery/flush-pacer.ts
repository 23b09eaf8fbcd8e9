/** Sends that a millisecond pays for: above it the core is full and nobody hears sooner (bench/). */
const SENDS_PER_MS = 30;
/** A burst below this much work is never held back. */
const SLACK_MS = 20;
/** The longest that gathering may hold a frame back. */
const MOST_MS = 100;

/**
 * Says how long to gather before the next flush. Each flush to n sockets is n ms/30 of work; while
 * that keeps up with the clock the answer is 0, and a quiet room delivers at once. When it falls
 * behind, the gap grows to what the work takes, and frames travel together instead.
 */
export class FlushPacer {
  #paidUntil = 0;

  /** @returns ms until the next flush may go. */
  delay(now: number): number {
    return Math.min(MOST_MS, Math.max(0, Math.ceil(this.#paidUntil - SLACK_MS - now)));
  }

  /** Books a flush to so many sockets. */
  spent(now: number, sends: number): void {
    this.#paidUntil = Math.min(
      Math.max(this.#paidUntil, now) + sends / SENDS_PER_MS,
      now + SLACK_MS + MOST_MS,
    );
  }
}
