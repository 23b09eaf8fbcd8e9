/** Tenths of a ms up to 10 s; what is longer counts as 10 s. */
const PER_MS = 10;
const MOST_MS = 10_000;

/** Counts times so that a million of them cost no memory each. */
export class Histogram {
  readonly #counts = new Uint32Array(MOST_MS * PER_MS + 1);
  #total = 0;

  add(ms: number): void {
    const slot = Math.min(MOST_MS * PER_MS, Math.max(0, Math.floor(ms * PER_MS)));
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    this.#total += 1;
  }

  /** The time that this share of all lies below, in ms. */
  quantile(share: number): number {
    let rest = share * this.#total;
    for (const [slot, count] of this.#counts.entries()) {
      rest -= count;
      if (rest <= 0) return (slot + 0.5) / PER_MS;
    }
    return MOST_MS;
  }
}
