/** Random-looking numbers that are the same for the same seed (mulberry32). */
export class SeededRandom {
  readonly seed: number;
  #state: number;

  /** Takes the seed from the environment, so that a failure can be repeated. */
  static fromEnvironment(): SeededRandom {
    const given = Number(process.env['SEED'] ?? Number.NaN);
    return new SeededRandom(Number.isInteger(given) ? given : Date.now() % 2 ** 31);
  }

  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed;
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }
}
