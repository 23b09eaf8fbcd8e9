// Keeps the outbox's entries beyond this page and in sight of the other tabs, as long as it can.
// Apart from the client itself, which does not carry it.
import type { Clock } from '../core/environment.ts';
import { Value } from '../core/value.ts';
import { type Change, type Entries, withoutUser } from './outbox-entry.ts';
import type { Shelf } from './outbox-storage.ts';

/** What outlives the page, shared by all tabs of one room. Any failure makes it memory from then on. */
export type OutboxStore = {
  /** Changes what is stored, atomically and in the order of the calls. @returns what is stored now. */
  readonly update: (change: Change) => Promise<Entries>;
  /** Calls when another tab has changed it. @returns a function that ends this. */
  readonly watch: (changed: () => void) => () => void;
  /** Calls `begin` once this tab is the one that sends for this person. @returns gives it up. */
  readonly lead: (userId: string, begin: () => void) => () => void;
  /** Removes everything of one person, from all rooms. */
  readonly forget: (userId: string) => Promise<void>;
};

/** A store that takes longer will not answer at all; words must not wait for it. */
export const STORE_MS = 3000;

const unchanged: Change = (entries) => entries;

/** What is stored says so of itself. Unchanged, it stays the same value: nobody need be told. */
const keeping = (entries: Entries, before: Entries): Entries =>
  entries === before
    ? entries
    : entries.map((entry) => (entry.kept ? entry : { ...entry, kept: true }));

export class StoredShelf implements Shelf {
  readonly entries = new Value<Entries>([]);
  readonly durable = new Value(true);
  readonly #clock: Clock;
  readonly #settled: () => void;
  #store: OutboxStore | null;
  #forgetWatch = () => {};
  #underWay = 0;
  #cancelDeadline = () => {};

  /** @param settled everything changed so far is stored, or never will be. */
  constructor(store: OutboxStore, clock: Clock, settled: () => void) {
    this.#store = store;
    this.#clock = clock;
    this.#settled = settled;
    this.#forgetWatch = store.watch(() => this.refresh());
    this.refresh();
  }

  readonly isSettled = (): boolean => this.#underWay === 0;

  change(change: Change): void {
    this.entries.set(change(this.entries.get()));
    this.#write(change);
  }

  refresh(): void {
    this.#write(unchanged);
  }

  lead(userId: string, begin: () => void): () => void {
    if (this.#store) return this.#store.lead(userId, begin);
    begin();
    return () => {};
  }

  forget(userId: string | null): void {
    this.change(withoutUser(userId));
    if (userId !== null) this.#store?.forget(userId).catch(() => this.#lose());
  }

  end(): void {
    this.#forgetWatch();
    this.#cancelDeadline();
  }

  #write(change: Change): void {
    const store = this.#store;
    if (!store) return;
    this.#underWay++;
    this.#cancelDeadline();
    this.#cancelDeadline = this.#clock.after(STORE_MS, () => this.#lose());
    store
      .update((stored) => keeping(change(stored), stored))
      .then(
        (entries) => this.#stored(entries),
        // Denied, full or broken. What that means for the person is said through `durable`.
        () => this.#lose(),
      );
  }

  #stored(entries: Entries): void {
    if (!this.#store || --this.#underWay > 0) return;
    this.#cancelDeadline();
    // Nothing was changed here since: what is stored is how it stands, in all tabs.
    if (JSON.stringify(entries) !== JSON.stringify(this.entries.get())) this.entries.set(entries);
    this.#settled();
  }

  #lose(): void {
    if (!this.#store) return;
    this.end();
    this.#store = null;
    this.#underWay = 0;
    this.durable.set(false);
    this.#settled();
  }
}
