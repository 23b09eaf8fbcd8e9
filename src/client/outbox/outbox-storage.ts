// Where the outbox keeps its entries. It knows nothing of sending.
import type { Clock } from '../core/environment.ts';
import { type Readable, Value } from '../core/value.ts';
import { type Change, type Entries, withoutUser } from './outbox-entry.ts';

export type Shelf = {
  readonly entries: Readable<Entries>;
  /** Whether what waits would outlive a reload. */
  readonly durable: Readable<boolean>;
  /** Whether everything changed so far is stored, or never will be. */
  readonly isSettled: () => boolean;
  /** Makes a change, here at once, and wherever else it is kept as soon as may be. */
  readonly change: (change: Change) => void;
  /** Reads what other tabs did. */
  readonly refresh: () => void;
  /** Calls `begin` when this tab is to send. @returns a function that lets another tab do it. */
  readonly lead: (userId: string, begin: () => void) => () => void;
  /** Gives up everything of one person, in every room. */
  readonly forget: (userId: string | null) => void;
  readonly end: () => void;
};

/** @param settled everything changed so far is stored, or never will be. */
export type OpenShelf = (room: string, clock: Clock, settled: () => void) => Shelf;

/** Keeps entries as long as the page lives. */
export const memoryShelf: OpenShelf = () => {
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
