// `indexedOutbox` for an app whose first file has no room for the code of IndexedDB.
import { deferredBackend } from './deferred-backend.ts';
import type { OpenOutboxStorage } from './outbox-storage.ts';
import { PersistedOutbox } from './persisted-storage.ts';

/** Persists a room's outbox as `indexedOutbox` does, with code that is loaded meanwhile. */
export const deferredOutbox: OpenOutboxStorage = (room, clock, settled) => {
  const loading = import('./indexed-backend.ts');
  const backend = deferredBackend(loading.then(({ indexedBackend }) => indexedBackend(room)));
  return new PersistedOutbox(backend, clock, settled);
};
