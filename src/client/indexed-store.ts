// Where an outbox outlives the page: IndexedDB holds the entries, a broadcast tells the other tabs,
// and a Web Lock picks the one that sends.
import { createStore, keys, type UseStore, update } from 'idb-keyval';
import { type Change, type Entries, withoutUser } from './outbox-entry.ts';
import type { OutboxStore } from './stored-shelf.ts';

type StoreWorld = {
  /** Absent on pages served over plain http; every tab then sends, which the cids make harmless [I2]. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly database: UseStore;
};

const systemWorld = (): StoreWorld => ({
  locks: globalThis.navigator?.locks,
  database: createStore('edgewise', 'outbox'),
});

/** What `indexedOutbox` keeps a room's entries in. */
export function indexedStore(room: string, world = systemWorld()): OutboxStore {
  const name = `edgewise:outbox:${room}`;
  const channel = openChannel(name);

  async function change(key: IDBValidKey, by: Change): Promise<Entries> {
    let after: Entries = [];
    let changed = false;
    await update<Entries>(
      key,
      (kept) => {
        const before = Array.isArray(kept) ? kept : [];
        after = by(before);
        changed = after !== before;
        return after;
      },
      world.database,
    );
    if (changed && key === name) channel?.postMessage(null);
    else if (changed) tell(String(key));
    return after;
  }

  return {
    update: (by) => change(name, by),
    async forget(userId) {
      for (const key of await keys(world.database)) await change(key, withoutUser(userId));
    },
    watch(changed) {
      channel?.addEventListener('message', changed);
      return () => channel?.close();
    },
    lead(userId, begin) {
      if (!world.locks) {
        begin();
        return () => {};
      }
      const leave = new AbortController();
      const left = new Promise<void>((resolve) =>
        leave.signal.addEventListener('abort', () => resolve()),
      );
      world.locks
        .request(`${name}:${userId}`, { signal: leave.signal }, () => {
          if (leave.signal.aborted) return;
          begin();
          return left;
        })
        .catch(() => {
          // Given up while waiting for its turn; or locks are denied, and there is none to wait for.
          if (!leave.signal.aborted) begin();
        });
      return () => leave.abort();
    },
  };
}

/** Nothing to talk through where storage is denied; the store itself says so soon enough. */
function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

/** Tells the tabs that are in another room. */
function tell(name: string): void {
  const channel = openChannel(name);
  channel?.postMessage(null);
  channel?.close();
}
