import type { Limits } from '../../protocol/limits.ts';
import { isAnonymous, type Principal } from '../principal.ts';
import { BucketTable } from './bucket-table.ts';

/**
 * What an address is limited in: `signal` and `sync` apply to principals without a token, and
 * `read` (bytes read from the log) applies to everyone.
 */
type Kind = 'signal' | 'sync' | 'read';

const BYTES_PER_MEGABYTE = 1_000_000;

/**
 * Rate limits per network address, and a limit on the bytes that one user reads [R92, R93]. Without
 * a token, every connection and request gets a new user id, so these are counted by address. The
 * buckets are in memory only: a room that hibernates has had nothing to limit for a while.
 */
export class AddressLimiter {
  readonly #addresses: BucketTable<Kind>;
  readonly #users: BucketTable<'read'>;

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
    this.#users = new BucketTable({ read: megabytes(limits.userReadMegabytes) });
  }

  /**
   * Counts a signal or a replay of a principal without a token.
   * @param now the current time in ms.
   * @returns 0 if it is allowed, else the ms to wait; always 0 for a principal with a token.
   */
  take(principal: Principal, kind: 'signal' | 'sync', now: number): number {
    const { address } = principal;
    return address !== undefined && isAnonymous(principal)
      ? this.#addresses.take(address, kind, now)
      : 0;
  }

  /**
   * @param now the current time in ms.
   * @returns the ms until the principal may read the log again; 0 if it may read now.
   */
  readDelay(principal: Principal, now: number): number {
    const { address, user } = principal;
    const byAddress = address === undefined ? 0 : this.#addresses.wait(address, 'read', now);
    return Math.max(byAddress, isAnonymous(principal) ? 0 : this.#users.wait(user.id, 'read', now));
  }

  /**
   * Charges bytes that a principal has read to its buckets.
   * @param bytes the size of the frames or messages sent, in bytes.
   * @param now the current time in ms.
   */
  chargeRead(principal: Principal, bytes: number, now: number): void {
    const { address, user } = principal;
    if (address !== undefined) this.#addresses.charge(address, 'read', bytes, now);
    if (!isAnonymous(principal)) this.#users.charge(user.id, 'read', bytes, now);
  }

  /**
   * Deletes the entries whose buckets are full again.
   * @param now the current time in ms.
   */
  forgetFull(now: number): void {
    this.#addresses.forgetFull(now);
    this.#users.forgetFull(now);
  }
}
