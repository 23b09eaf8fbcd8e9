import type { Limits } from '../../protocol/limits.ts';
import { type BucketsOf, BucketTable } from './bucket-table.ts';
import { type Bucket, type Rate, refillMs, replayed } from './token-bucket.ts';

/**
 * Each kind of command has its own limit, so that typing signals never use up the message limit.
 */
export type LimitKind = 'message' | 'change' | 'signal' | 'sync' | 'error';
export type Buckets = BucketsOf<LimitKind>;

/**
 * Times of a user's recent entries of one kind in the log, newest first, in ms since 1970. It
 * yields none at or before `after`.
 */
export type Times = (kind: 'message' | 'change', user: string, after: number) => Iterable<number>;

/**
 * Keeps one token bucket per user and kind of command, shared by all transports. The buckets are in
 * memory only. After hibernation they are restored from the sockets' attachments; for users without
 * a socket they are computed from the log. So rate limits survive hibernation without any write
 * [I12].
 */
export class RateLimiter {
  readonly #rates: { readonly [K in LimitKind]: Rate };
  readonly #log: { readonly times: Times };
  readonly #wokeAt: number;
  readonly #users: BucketTable<LimitKind>;

  /**
   * @param log gives the times of earlier entries of a user.
   * @param wokeAt when the room woke, in ms since 1970. Commands before it are known only from the
   *   attachments and the log.
   */
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
    this.#users = new BucketTable(this.#rates);
  }

  /**
   * Counts one command.
   * @param now the current time in ms since 1970.
   * @returns 0 if the command is allowed, else the ms to wait.
   */
  take(user: string, kind: LimitKind, now: number): number {
    return this.#users.take(user, kind, now, () => this.#fromLog(user, kind, now));
  }

  /** @returns the buckets of a user, to store in an attachment; `undefined` if there are none. */
  buckets(user: string): Buckets | undefined {
    return this.#users.of(user);
  }

  /**
   * Restores the buckets of a user from an attachment. Of two buckets, the emptier one wins.
   * @param now the current time in ms since 1970.
   */
  recall(user: string, remembered: Buckets, now: number): void {
    this.#users.merge(user, remembered, now);
  }

  /**
   * Deletes users whose buckets are full again: an unknown user starts with full buckets as well.
   * @param now the current time in ms since 1970.
   */
  forgetIdle(now: number): void {
    this.#users.forgetFull(now);
  }

  #fromLog(user: string, kind: LimitKind, now: number): Bucket | undefined {
    if (kind !== 'message' && kind !== 'change') return undefined;
    const rate = this.#rates[kind];
    const from = now - refillMs(rate);
    return from < this.#wokeAt ? replayed(this.#log.times(kind, user, from), rate) : undefined;
  }
}
