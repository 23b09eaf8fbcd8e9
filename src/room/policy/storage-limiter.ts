import type { Limits } from '../../protocol/limits.ts';
import type { Principal } from '../principal.ts';
import { BucketTable } from './bucket-table.ts';

/** What an entry of the log takes besides its text, with its indexes, about, in bytes. */
export const ENTRY_BYTES = 200;
/** No person and no address may take more than this part of the room's storage in a minute. */
const MOST_OF_STORAGE = 1 / 20;
const MINUTE_MS = 60_000;

/** How many bytes the log took in since a time (ms since 1970). */
type BytesSince = (after: number) => number;

/**
 * Limits how many bytes a person, and everyone at an address together, may store in a minute, so that
 * nobody fills the room for all [R39]. It is kept in memory; after a sleep everyone begins as if they
 * had stored what the room took in during its last minute.
 */
export class StorageLimiter {
  readonly #people: BucketTable<'stored'>;
  readonly #addresses: BucketTable<'stored'>;
  readonly #burst: { readonly person: number; readonly address: number };
  readonly #bytesSince: BytesSince;
  readonly #wokeAt: number;
  #before: number | undefined;

  /** @param wokeAt since when it knows what was stored by whom, in ms since 1970. */
  constructor(limits: Limits, bytesSince: BytesSince, wokeAt: number) {
    const most = limits.storageMegabytes * 1_000_000 * MOST_OF_STORAGE;
    this.#burst = {
      person: Math.min(limits.userStoreKilobytes * 1000, most),
      address: Math.min(limits.addressStoreKilobytes * 1000, most),
    };
    const rate = (bytes: number) => ({ stored: { burst: bytes, perMinute: bytes } });
    this.#people = new BucketTable(rate(this.#burst.person));
    this.#addresses = new BucketTable(rate(this.#burst.address));
    this.#bytesSince = bytesSince;
    this.#wokeAt = wokeAt;
  }

  /** In how many ms somebody may store something again; 0 for now. */
  delay({ user, address }: Principal, now: number): number {
    this.#recall(this.#people, user.id, this.#burst.person, now);
    const byPerson = this.#people.wait(user.id, 'stored', now);
    if (address === undefined) return byPerson;
    this.#recall(this.#addresses, address, this.#burst.address, now);
    return Math.max(byPerson, this.#addresses.wait(address, 'stored', now));
  }

  /** Charges an entry that was stored, with so many bytes of content. */
  charge({ user, address }: Principal, contentBytes: number, now: number): void {
    const bytes = ENTRY_BYTES + contentBytes;
    this.#people.charge(user.id, 'stored', bytes, now);
    if (address !== undefined) this.#addresses.charge(address, 'stored', bytes, now);
  }

  /** Forgets whose buckets are full again. */
  forgetFull(now: number): void {
    this.#people.forgetFull(now);
    this.#addresses.forgetFull(now);
  }

  #recall(table: BucketTable<'stored'>, key: string, burst: number, now: number): void {
    if (now - this.#wokeAt >= MINUTE_MS || table.of(key) !== undefined) return;
    this.#before ??= this.#bytesSince(this.#wokeAt - MINUTE_MS);
    if (this.#before > 0) table.merge(key, { stored: [burst - this.#before, this.#wokeAt] }, now);
  }
}
