// An outbox for browsers that outlives the page. An entry point of its own: not every client wants it.
import { indexedStore } from './outbox/indexed-backend.ts';
import type { OpenShelf } from './outbox/outbox-storage.ts';
import { StoredShelf } from './outbox/persisted-storage.ts';

/** Keeps the outbox of a room beyond the page, and lets one tab at a time send it. */
export const indexedOutbox: OpenShelf = (room, clock, settled) =>
  new StoredShelf(indexedStore(room), clock, settled);
