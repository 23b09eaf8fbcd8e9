// An outbox that outlives the page, for browsers. An entry of its own, because not every client needs it.
import { indexedBackend } from './outbox/indexed-backend.ts';
import type { OpenOutboxStorage } from './outbox/outbox-storage.ts';
import { PersistedOutbox } from './outbox/persisted-storage.ts';

/**
 * Keeps the outbox of a room in IndexedDB, so that it outlives the page, and lets one tab at a time send it.
 * Where the browser denies storage, it lives as long as the page.
 * @example
 * const chat = connect({ room: 'lobby', store: storedSession(), keepOutbox: indexedOutbox });
 */
export const indexedOutbox: OpenOutboxStorage = (room, clock, settled) =>
  new PersistedOutbox(indexedBackend(room), clock, settled);
