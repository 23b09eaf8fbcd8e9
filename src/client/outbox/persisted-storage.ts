// Persists the outbox's entries and shares them with other tabs; falls back to memory if that fails.
// Only clients that ask for it bundle this file.
import type { Clock } from '../core/environment.ts';
import { Value } from '../core/value.ts';
import { type Change, type Entries, withoutUser } from './outbox-entry.ts';
import type { OutboxStorage } from './outbox-storage.ts';

/** Persistent storage shared by all tabs of one room. After any failure only memory is used. */
export type OutboxBackend = {
  /** Changes what is stored, atomically and in the order of the calls. @returns what is stored now. */
  readonly update: (change: Change) => Promise<Entries>;
  /** Calls when another tab has changed it. @returns a function that ends this. */
  readonly watch: (changed: () => void) => () => void;
  /** Calls `begin` once this tab is the one that sends for this person. @returns a function that gives up the lead. */
  readonly lead: (userId: string, begin: () => void) => () => void;
  /** Removes everything of one person, from all rooms. */
  readonly forget: (userId: string) => Promise<void>;
};

/** A backend that takes longer counts as failed, so that messages are not held back. */
export const BACKEND_TIMEOUT_MS = 3000;

const unchanged: Change = (entries) => entries;

/** Marks stored entries as `kept`. Unchanged entries stay the same value, so no tab is notified. */
const keeping = (entries: Entries, before: Entries): Entries =>
  entries === before
    ? entries
    : entries.map((entry) => (entry.kept ? entry : { ...entry, kept: true }));

export class PersistedOutbox implements OutboxStorage {
  readonly entries = new Value<Entries>([]);
  readonly durable = new Value(true);
  readonly #clock: Clock;
  readonly #settled: () => void;
  #backend: OutboxBackend | null;
  #forgetWatch = () => {};
  #pendingWrites = 0;
  #cancelDeadline = () => {};

  /** @param settled everything changed so far is stored, or never will be. */
  constructor(backend: OutboxBackend, clock: Clock, settled: () => void) {
    this.#backend = backend;
    this.#clock = clock;
    this.#settled = settled;
    this.#forgetWatch = backend.watch(() => this.refresh());
    this.refresh();
  }

  readonly isSettled = (): boolean => this.#pendingWrites === 0;

  change(change: Change): void {
    this.entries.set(change(this.entries.get()));
    this.#write(change);
  }

  refresh(): void {
    this.#write(unchanged);
  }

  lead(userId: string, begin: () => void): () => void {
    if (this.#backend) return this.#backend.lead(userId, begin);
    begin();
    return () => {};
  }

  forget(userId: string | null): void {
    this.change(withoutUser(userId));
    if (userId !== null) this.#backend?.forget(userId).catch(() => this.#fail());
  }

  end(): void {
    this.#forgetWatch();
    this.#cancelDeadline();
  }

  #write(change: Change): void {
    const backend = this.#backend;
    if (!backend) return;
    this.#pendingWrites++;
    this.#cancelDeadline();
    this.#cancelDeadline = this.#clock.after(BACKEND_TIMEOUT_MS, () => this.#fail());
    backend
      .update((stored) => keeping(change(stored), stored))
      .then(
        (entries) => this.#stored(entries),
        // Denied, full or broken. `durable` reports it.
        () => this.#fail(),
      );
  }

  #stored(entries: Entries): void {
    if (!this.#backend || --this.#pendingWrites > 0) return;
    this.#cancelDeadline();
    // Nothing has changed here since, so what is stored is current in all tabs.
    if (JSON.stringify(entries) !== JSON.stringify(this.entries.get())) this.entries.set(entries);
    this.#settled();
  }

  #fail(): void {
    if (!this.#backend) return;
    this.end();
    this.#backend = null;
    this.#pendingWrites = 0;
    this.durable.set(false);
    this.#settled();
  }
}
