// Where the outbox keeps its entries.
import type { Clock } from '../core/environment.ts';
import { type Readable, Value } from '../core/value.ts';
import { type Change, type Entries, withoutUser } from './outbox-entry.ts';

/** Keeps the entries of one room, and elects the tab that sends them. */
export type OutboxStorage = {
  /** The entries, with the changes of other tabs as far as known. */
  readonly entries: Readable<Entries>;
  /** Whether entries outlive a reload. */
  readonly durable: Readable<boolean>;
  /** Whether everything changed so far is stored, or never will be. */
  readonly isSettled: () => boolean;
  /** Applies a change to `entries` at once, and to persistent storage as soon as possible. */
  readonly change: (change: Change) => void;
  /** Reads the changes of other tabs. */
  readonly refresh: () => void;
  /**
   * Calls `begin` once this tab is the leader, the one that sends.
   * @returns a function that gives up the lead.
   */
  readonly lead: (userId: string, begin: () => void) => () => void;
  /** Deletes all entries of one person, in every room. */
  readonly forget: (userId: string | null) => void;
  /** Closes the storage. */
  readonly end: () => void;
};

/**
 * Opens the storage of a room's outbox; `indexedOutbox` is one.
 * @param room identifies server and room.
 * @param settled call it whenever everything changed so far is stored, or never will be.
 */
export type OpenOutboxStorage = (room: string, clock: Clock, settled: () => void) => OutboxStorage;

/** Keeps entries in memory, as long as the page lives. */
export const memoryOutbox: OpenOutboxStorage = () => {
  const entries = new Value<Entries>([]);
  const change = (change: Change) => entries.set(change(entries.get()));
  return {
    entries,
    durable: new Value(false),
    isSettled: () => true,
    change,
    refresh() {},
    lead(_userId, begin) {
      begin();
      return () => {};
    },
    forget: (userId) => change(withoutUser(userId)),
    end() {},
  };
};
