import { type Bucket, fromNow, level, type Rate, take } from './token-bucket.ts';

/** The buckets of one key, by kind; a kind that is missing is full. */
export type BucketsOf<Kind extends string> = { readonly [K in Kind]?: Bucket };

/** How many keys are remembered before full buckets are looked for. */
const KEYS_BEFORE_CLEANUP = 1000;

/**
 * Token buckets in memory for many keys (people, addresses) and several kinds of request. A key whose
 * buckets are full again is forgotten, so that strangers cannot make the table grow without bound:
 * what is in it was used within the time that its rates take to refill.
 */
export class BucketTable<Kind extends string> {
  readonly #rates: { readonly [K in Kind]: Rate };
  readonly #keys = new Map<string, BucketsOf<Kind>>();
  #cleanupAt = KEYS_BEFORE_CLEANUP;

  constructor(rates: { readonly [K in Kind]: Rate }) {
    this.#rates = rates;
  }

  /**
   * Takes from a bucket.
   * @param now in ms.
   * @param known the bucket to start from where the table has none.
   * @returns 0 when it was taken, else the ms to wait.
   */
  take(key: string, kind: Kind, now: number, known?: () => Bucket | undefined): number {
    const buckets: BucketsOf<Kind> = this.#keys.get(key) ?? {};
    const before = buckets[kind] ?? known?.();
    const bucket = before && fromNow(before, now);
    const taken = take(bucket, this.#rates[kind], now);
    const after = taken.ok ? taken.bucket : bucket;
    if (after !== undefined) this.#set(key, { ...buckets, [kind]: after }, now);
    return taken.ok ? 0 : taken.retryAfterMs;
  }

  /**
   * Charges what something has cost, known only afterwards. The bucket may fall below zero; then the
   * next `wait` is longer.
   */
  charge(key: string, kind: Kind, cost: number, now: number): void {
    const buckets: BucketsOf<Kind> = this.#keys.get(key) ?? {};
    const rate = this.#rates[kind];
    const before = level(buckets[kind] ?? [rate.burst, now], rate, now);
    this.#set(key, { ...buckets, [kind]: [before - cost, now] }, now);
  }

  /** How many ms until the bucket holds something again; 0 where it does. */
  wait(key: string, kind: Kind, now: number): number {
    const buckets = this.#keys.get(key);
    const before = buckets?.[kind];
    const bucket = before && fromNow(before, now);
    if (bucket && bucket[1] < before[1]) this.#keys.set(key, { ...buckets, [kind]: bucket });
    const rate = this.#rates[kind];
    const holds = bucket === undefined ? rate.burst : level(bucket, rate, now);
    return holds > 0 ? 0 : Math.ceil(((1 - holds) * 60_000) / rate.perMinute);
  }

  of(key: string): BucketsOf<Kind> | undefined {
    return this.#keys.get(key);
  }

  /** Takes in what was remembered elsewhere; of two buckets the emptier counts. */
  merge(key: string, remembered: BucketsOf<Kind>, now: number): void {
    const merged: { [K in Kind]?: Bucket } = { ...this.#keys.get(key) };
    for (const kind of Object.keys(this.#rates) as Kind[]) {
      const [ours, theirs, rate] = [merged[kind], remembered[kind], this.#rates[kind]];
      if (theirs && (!ours || level(theirs, rate, now) < level(ours, rate, now)))
        merged[kind] = theirs;
    }
    this.#keys.set(key, merged);
  }

  /** Forgets the keys whose buckets are full again. */
  forgetFull(now: number): void {
    const isFull = (kind: Kind, bucket: Bucket) =>
      level(bucket, this.#rates[kind], now) >= this.#rates[kind].burst;
    for (const [key, buckets] of this.#keys)
      if (Object.entries(buckets).every(([kind, bucket]) => isFull(kind as Kind, bucket as Bucket)))
        this.#keys.delete(key);
    // Twice what is left, so that the cost of a cleanup for each new key does not grow.
    this.#cleanupAt = Math.max(KEYS_BEFORE_CLEANUP, 2 * this.#keys.size);
  }

  #set(key: string, buckets: BucketsOf<Kind>, now: number): void {
    this.#keys.set(key, buckets);
    if (this.#keys.size > this.#cleanupAt) this.forgetFull(now);
  }
}
