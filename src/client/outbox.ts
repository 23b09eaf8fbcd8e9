// An outbox for browsers that outlives the page. An entry point of its own: not every client wants it.
import { indexedBackend } from './outbox/indexed-backend.ts';
import type { OpenOutboxStorage } from './outbox/outbox-storage.ts';
import { PersistedOutbox } from './outbox/persisted-storage.ts';

/** Keeps the outbox of a room beyond the page, and lets one tab at a time send it. */
export const indexedOutbox: OpenOutboxStorage = (room, clock, settled) =>
  new PersistedOutbox(indexedBackend(room), clock, settled);
