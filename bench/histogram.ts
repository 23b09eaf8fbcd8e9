/** Bins per millisecond, up to 10 s. Longer times count as 10 s. */
const PER_MS = 10;
const MAX_MS = 10_000;

/** A histogram of times, whose memory does not grow with their number. */
export class Histogram {
  readonly #counts = new Uint32Array(MAX_MS * PER_MS + 1);
  #total = 0;

  add(ms: number): void {
    const slot = Math.min(MAX_MS * PER_MS, Math.max(0, Math.floor(ms * PER_MS)));
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    this.#total += 1;
  }

  /**
   * @param share from 0 to 1.
   * @returns the time in ms that this share of all times is below.
   */
  quantile(share: number): number {
    let rest = share * this.#total;
    for (const [slot, count] of this.#counts.entries()) {
      rest -= count;
      if (rest <= 0) return (slot + 0.5) / PER_MS;
    }
    return MAX_MS;
  }
}
