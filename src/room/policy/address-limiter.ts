import type { Limits } from '../../protocol/limits.ts';
import { isAnonymous, type Principal } from '../principal.ts';
import { BucketTable } from './bucket-table.ts';

/** What is limited by address: signals and replays of people without a token, and bytes of everyone. */
type Kind = 'signal' | 'sync' | 'read';

const BYTES_PER_MEGABYTE = 1_000_000;

/**
 * Holds network addresses, and how much one person reads, to their limits [R92, R93]. Without a token
 * every connection and request has an id of its own, so there the address is what is counted. It is
 * kept in memory: a room that sleeps has had nothing to limit for a while.
 */
export class AddressLimiter {
  readonly #addresses: BucketTable<Kind>;
  readonly #people: BucketTable<'read'>;

  constructor(limits: Limits) {
    const megabytes = (count: number) => {
      const bytes = count * BYTES_PER_MEGABYTE;
      return { burst: bytes, perMinute: bytes };
    };
    this.#addresses = new BucketTable<Kind>({
      signal: { burst: limits.addressSignalBurst, perMinute: limits.addressSignalPerMinute },
      sync: { burst: limits.addressSyncBurst, perMinute: limits.addressSyncPerMinute },
      read: megabytes(limits.addressReadMegabytes),
    });
    this.#people = new BucketTable({ read: megabytes(limits.userReadMegabytes) });
  }

  /**
   * Counts a signal or replay of somebody without a token.
   * @param now in ms.
   * @returns 0 when it may go on, else the ms to wait; always 0 with a token.
   */
  take(principal: Principal, kind: 'signal' | 'sync', now: number): number {
    const { address } = principal;
    return address !== undefined && isAnonymous(principal)
      ? this.#addresses.take(address, kind, now)
      : 0;
  }

  /** In how many ms somebody may read the log again; 0 for now. */
  readDelay(principal: Principal, now: number): number {
    const { address, user } = principal;
    const byAddress = address === undefined ? 0 : this.#addresses.wait(address, 'read', now);
    return Math.max(
      byAddress,
      isAnonymous(principal) ? 0 : this.#people.wait(user.id, 'read', now),
    );
  }

  /** Charges what somebody was given to read, in bytes. */
  chargeRead(principal: Principal, bytes: number, now: number): void {
    const { address, user } = principal;
    if (address !== undefined) this.#addresses.charge(address, 'read', bytes, now);
    if (!isAnonymous(principal)) this.#people.charge(user.id, 'read', bytes, now);
  }

  /** Forgets whose buckets are full again. */
  forgetFull(now: number): void {
    this.#addresses.forgetFull(now);
    this.#people.forgetFull(now);
  }
}
