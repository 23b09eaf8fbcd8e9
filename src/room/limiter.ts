import type { Limits } from '../protocol/limits.ts';
import { type Bucket, level, type Rate, refillMs, replayed, take } from './token-bucket.ts';

/** The kinds of act that are counted apart, so that typing never costs a message. */
export type Kind = 'message' | 'change' | 'signal' | 'sync' | 'error';
export type Buckets = { readonly [K in Kind]?: Bucket };

/** When this person last did such a thing, newest first and no older than `after`. */
export type Times = (kind: 'message' | 'change', user: string, after: number) => Iterable<number>;

/** Readers have a new id with each request; a room that is polled a lot must not remember them all. */
const MOST_PEOPLE = 1000;

/**
 * One bucket per person and kind, whatever they come in by. What it knows is memory only; it wakes
 * with the buckets that travelled in the sockets' attachments, and knows people without a socket
 * from the log itself. So nothing is written for it, and sleep forgets nothing [I12].
 */
export class Limiter {
  readonly #rates: { readonly [K in Kind]: Rate };
  readonly #log: { readonly times: Times };
  readonly #wokeAt: number;
  readonly #people = new Map<string, Buckets>();
  /** So many are remembered before it is time to forget again. */
  #most = MOST_PEOPLE;

  /** @param wokeAt since when it knows what people do; of before, sockets and the log tell. */
  constructor(limits: Limits, log: { readonly times: Times }, wokeAt: number) {
    this.#log = log;
    this.#wokeAt = wokeAt;
    this.#rates = {
      message: { burst: limits.messageBurst, perMinute: limits.messagePerMinute },
      change: { burst: limits.changeBurst, perMinute: limits.changePerMinute },
      signal: { burst: limits.signalBurst, perMinute: limits.signalPerMinute },
      sync: { burst: limits.syncBurst, perMinute: limits.syncPerMinute },
      error: { burst: limits.errorBurst, perMinute: limits.errorPerMinute },
    };
  }

  /** Counts one act. @returns 0 when it may go on, else the ms to wait. */
  take(user: string, kind: Kind, now: number): number {
    const buckets = this.#people.get(user) ?? {};
    const bucket = buckets[kind] ?? this.#fromLog(user, kind, now);
    const taken = take(bucket, this.#rates[kind], now);
    const after = taken.ok ? taken.bucket : bucket;
    this.#people.set(user, { ...buckets, ...(after && { [kind]: after }) });
    if (this.#people.size > this.#most) this.forgetIdle(now);
    return taken.ok ? 0 : taken.retryAfterMs;
  }

  /** What there is to remember of a person. */
  buckets(user: string): Buckets | undefined {
    return this.#people.get(user);
  }

  /** Takes in what a socket remembered; of two memories the emptier bucket counts. */
  recall(user: string, remembered: Buckets, now: number): void {
    const known = this.#people.get(user) ?? {};
    const merged: { [K in Kind]?: Bucket } = { ...known };
    for (const kind of Object.keys(this.#rates) as Kind[]) {
      const [ours, theirs, rate] = [known[kind], remembered[kind], this.#rates[kind]];
      if (theirs && (!ours || level(theirs, rate, now) < level(ours, rate, now)))
        merged[kind] = theirs;
    }
    this.#people.set(user, merged);
  }

  /** Forgets whoever's buckets are full again: that is what a stranger's are. */
  forgetIdle(now: number): void {
    for (const [user, buckets] of this.#people)
      if (
        Object.entries(buckets).every(([kind, bucket]) => this.#isFull(kind as Kind, bucket, now))
      )
        this.#people.delete(user);
    // Twice what is left, so that forgetting costs each newcomer the same however many there are.
    this.#most = Math.max(MOST_PEOPLE, 2 * this.#people.size);
  }

  #isFull(kind: Kind, bucket: Bucket, now: number): boolean {
    return level(bucket, this.#rates[kind], now) >= this.#rates[kind].burst;
  }

  #fromLog(user: string, kind: Kind, now: number): Bucket | undefined {
    if (kind !== 'message' && kind !== 'change') return undefined;
    const rate = this.#rates[kind];
    const from = now - refillMs(rate);
    return from < this.#wokeAt ? replayed(this.#log.times(kind, user, from), rate) : undefined;
  }
}
