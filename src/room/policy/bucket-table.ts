import { type Bucket, fromNow, level, type Rate, take } from './token-bucket.ts';

/** The buckets of one key, by kind. A missing bucket counts as full. */
export type BucketsOf<Kind extends string> = { readonly [K in Kind]?: Bucket };

/** The table looks for full buckets to delete once it has more keys than this. */
const KEYS_BEFORE_CLEANUP = 1000;

/**
 * In-memory token buckets for many keys (users, addresses) and several kinds of request. The table
 * deletes a key once all of its buckets are full again. So new clients cannot make it grow without
 * bound: it holds only keys that were used within the refill time of their rates.
 */
export class BucketTable<Kind extends string> {
  readonly #rates: { readonly [K in Kind]: Rate };
  readonly #keys = new Map<string, BucketsOf<Kind>>();
  #cleanupAt = KEYS_BEFORE_CLEANUP;

  constructor(rates: { readonly [K in Kind]: Rate }) {
    this.#rates = rates;
  }

  /**
   * Takes one token from a bucket.
   * @param now the current time in ms.
   * @param initial returns the bucket to start from if the table has none.
   * @returns 0 if a token was taken, else the ms until one is available.
   */
  take(key: string, kind: Kind, now: number, initial?: () => Bucket | undefined): number {
    const buckets: BucketsOf<Kind> = this.#keys.get(key) ?? {};
    const before = buckets[kind] ?? initial?.();
    const bucket = before && fromNow(before, now);
    const taken = take(bucket, this.#rates[kind], now);
    const after = taken.ok ? taken.bucket : bucket;
    if (after !== undefined) this.#set(key, { ...buckets, [kind]: after }, now);
    return taken.ok ? 0 : taken.retryAfterMs;
  }

  /**
   * Charges a cost that is known only afterwards. The bucket may fall below zero; the next `wait`
   * is then longer.
   * @param cost the tokens to take.
   * @param now the current time in ms.
   */
  charge(key: string, kind: Kind, cost: number, now: number): void {
    const buckets: BucketsOf<Kind> = this.#keys.get(key) ?? {};
    const rate = this.#rates[kind];
    const before = level(buckets[kind] ?? [rate.burst, now], rate, now);
    this.#set(key, { ...buckets, [kind]: [before - cost, now] }, now);
  }

  /**
   * @param now the current time in ms.
   * @returns the ms until the bucket holds a token again; 0 if its level is above zero.
   */
  wait(key: string, kind: Kind, now: number): number {
    const buckets = this.#keys.get(key);
    const before = buckets?.[kind];
    const bucket = before && fromNow(before, now);
    if (bucket && bucket[1] < before[1]) this.#keys.set(key, { ...buckets, [kind]: bucket });
    const rate = this.#rates[kind];
    const holds = bucket === undefined ? rate.burst : level(bucket, rate, now);
    return holds > 0 ? 0 : Math.ceil(((1 - holds) * 60_000) / rate.perMinute);
  }

  /** @returns the buckets of a key, or `undefined` if the table has none. */
  of(key: string): BucketsOf<Kind> | undefined {
    return this.#keys.get(key);
  }

  /**
   * Merges buckets that were stored elsewhere. Of two buckets of the same kind, the emptier one
   * wins.
   * @param now the current time in ms.
   */
  merge(key: string, remembered: BucketsOf<Kind>, now: number): void {
    const merged: { [K in Kind]?: Bucket } = { ...this.#keys.get(key) };
    for (const kind of Object.keys(this.#rates) as Kind[]) {
      const [current, stored, rate] = [merged[kind], remembered[kind], this.#rates[kind]];
      if (stored && (!current || level(stored, rate, now) < level(current, rate, now)))
        merged[kind] = stored;
    }
    this.#keys.set(key, merged);
  }

  /**
   * Deletes the keys whose buckets are all full again.
   * @param now the current time in ms.
   */
  forgetFull(now: number): void {
    const isFull = (kind: Kind, bucket: Bucket) =>
      level(bucket, this.#rates[kind], now) >= this.#rates[kind].burst;
    for (const [key, buckets] of this.#keys)
      if (Object.entries(buckets).every(([kind, bucket]) => isFull(kind as Kind, bucket as Bucket)))
        this.#keys.delete(key);
    // Twice the remaining size, so that the cleanup cost per new key stays constant on average.
    this.#cleanupAt = Math.max(KEYS_BEFORE_CLEANUP, 2 * this.#keys.size);
  }

  #set(key: string, buckets: BucketsOf<Kind>, now: number): void {
    this.#keys.set(key, buckets);
    if (this.#keys.size > this.#cleanupAt) this.forgetFull(now);
  }
}
