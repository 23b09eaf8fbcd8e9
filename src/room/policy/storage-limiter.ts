import type { Limits } from '../../protocol/limits.ts';
import type { Principal } from '../principal.ts';
import { BucketTable } from './bucket-table.ts';

/** Approximate storage of a log entry without its text, including its indexes, in bytes. */
export const ENTRY_BYTES = 200;
/** The largest share of the room's storage that one user or one address may fill in a minute. */
const MOST_OF_STORAGE = 1 / 20;
const MINUTE_MS = 60_000;

/** Returns how many bytes were written to the log after a time (ms since 1970). */
type BytesSince = (after: number) => number;

/**
 * Limits how many bytes each user, and all users of an address together, may store in a minute, so
 * that no single user can fill the room's storage [R39]. The buckets are in memory only. After
 * hibernation, each user and address starts as if it had stored everything that was written to the
 * room in the minute before the room woke.
 */
export class StorageLimiter {
  readonly #users: BucketTable<'stored'>;
  readonly #addresses: BucketTable<'stored'>;
  readonly #burst: { readonly user: number; readonly address: number };
  readonly #bytesSince: BytesSince;
  readonly #wokeAt: number;
  /** Bytes written in the minute before the room woke; `undefined` until they are needed. */
  #bytesBeforeWake: number | undefined;

  /** @param wokeAt when the room woke, in ms since 1970; earlier writers are unknown. */
  constructor(limits: Limits, bytesSince: BytesSince, wokeAt: number) {
    const most = limits.storageMegabytes * 1_000_000 * MOST_OF_STORAGE;
    this.#burst = {
      user: Math.min(limits.userStoreKilobytes * 1000, most),
      address: Math.min(limits.addressStoreKilobytes * 1000, most),
    };
    const rate = (bytes: number) => ({ stored: { burst: bytes, perMinute: bytes } });
    this.#users = new BucketTable(rate(this.#burst.user));
    this.#addresses = new BucketTable(rate(this.#burst.address));
    this.#bytesSince = bytesSince;
    this.#wokeAt = wokeAt;
  }

  /**
   * @param now the current time in ms since 1970.
   * @returns the ms until the principal may store something again; 0 if it may now.
   */
  delay({ user, address }: Principal, now: number): number {
    this.#recall(this.#users, user.id, this.#burst.user, now);
    const byUser = this.#users.wait(user.id, 'stored', now);
    if (address === undefined) return byUser;
    this.#recall(this.#addresses, address, this.#burst.address, now);
    return Math.max(byUser, this.#addresses.wait(address, 'stored', now));
  }

  /**
   * Charges a stored entry to its author and address.
   * @param contentBytes the size of its text, in bytes.
   * @param now the current time in ms since 1970.
   */
  charge({ user, address }: Principal, contentBytes: number, now: number): void {
    const bytes = ENTRY_BYTES + contentBytes;
    this.#users.charge(user.id, 'stored', bytes, now);
    if (address !== undefined) this.#addresses.charge(address, 'stored', bytes, now);
  }

  /**
   * Deletes the entries whose buckets are full again.
   * @param now the current time in ms since 1970.
   */
  forgetFull(now: number): void {
    this.#users.forgetFull(now);
    this.#addresses.forgetFull(now);
  }

  #recall(table: BucketTable<'stored'>, key: string, burst: number, now: number): void {
    if (now - this.#wokeAt >= MINUTE_MS || table.of(key) !== undefined) return;
    this.#bytesBeforeWake ??= this.#bytesSince(this.#wokeAt - MINUTE_MS);
    const bytes = this.#bytesBeforeWake;
    if (bytes > 0) table.merge(key, { stored: [burst - bytes, this.#wokeAt] }, now);
  }
}
