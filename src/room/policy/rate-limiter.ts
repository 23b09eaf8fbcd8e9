import type { Limits } from '../../protocol/limits.ts';
import { type BucketsOf, BucketTable } from './bucket-table.ts';
import { type Bucket, type Rate, refillMs, replayed } from './token-bucket.ts';

/** Kinds of command are counted separately, so that typing never costs a message. */
export type LimitKind = 'message' | 'change' | 'signal' | 'sync' | 'error';
export type Buckets = BucketsOf<LimitKind>;

/** When this person last did such a thing, newest first and no older than `after`. */
export type Times = (kind: 'message' | 'change', user: string, after: number) => Iterable<number>;

/**
 * One bucket per person and kind, whatever they come in by. What it knows is memory only; it wakes
 * with the buckets that travelled in the sockets' attachments, and knows people without a socket
 * from the log itself. So nothing is written for it, and sleep forgets nothing [I12].
 */
export class RateLimiter {
  readonly #rates: { readonly [K in LimitKind]: Rate };
  readonly #log: { readonly times: Times };
  readonly #wokeAt: number;
  readonly #people: BucketTable<LimitKind>;

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
    this.#people = new BucketTable(this.#rates);
  }

  /** Counts one act. @returns 0 when it may go on, else the ms to wait. */
  take(user: string, kind: LimitKind, now: number): number {
    return this.#people.take(user, kind, now, () => this.#fromLog(user, kind, now));
  }

  /** What there is to remember of a person. */
  buckets(user: string): Buckets | undefined {
    return this.#people.of(user);
  }

  /** Takes in what a socket remembered; of two memories the emptier bucket counts. */
  recall(user: string, remembered: Buckets, now: number): void {
    this.#people.merge(user, remembered, now);
  }

  /** Forgets whoever's buckets are full again: that is what a stranger's are. */
  forgetIdle(now: number): void {
    this.#people.forgetFull(now);
  }

  #fromLog(user: string, kind: LimitKind, now: number): Bucket | undefined {
    if (kind !== 'message' && kind !== 'change') return undefined;
    const rate = this.#rates[kind];
    const from = now - refillMs(rate);
    return from < this.#wokeAt ? replayed(this.#log.times(kind, user, from), rate) : undefined;
  }
}
