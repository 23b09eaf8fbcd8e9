// `indexedOutbox` for an app whose first file has no room for the code of IndexedDB.
import { lateStore } from './deferred-backend.ts';
import type { OpenShelf } from './outbox-storage.ts';
import { StoredShelf } from './persisted-storage.ts';

/** Persists a room's outbox as `indexedOutbox` does, with code that is loaded meanwhile. */
export const deferredOutbox: OpenShelf = (room, clock, settled) => {
  const loading = import('./indexed-backend.ts');
  const store = lateStore(loading.then(({ indexedStore }) => indexedStore(room)));
  return new StoredShelf(store, clock, settled);
};
