// Where an outbox outlives the page: IndexedDB holds the entries, a broadcast tells the other tabs,
// and a Web Lock picks the one that sends.
import { createStore, keys, type UseStore, update } from 'idb-keyval';
import { type Change, type Entries, withoutUser } from './outbox-entry.ts';
import type { OutboxStore } from './persisted-storage.ts';

type StoreWorld = {
  /** Absent on pages served over plain http; every tab then sends, which the cids make harmless [I2]. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly open: () => UseStore;
};

const systemWorld = (): StoreWorld => ({
  locks: globalThis.navigator?.locks,
  open: () => createStore('edgewise', 'outbox'),
});

/** Whoever holds the lock and says nothing for this long does not send: a frozen tab, or another program. */
export const SILENT_HOLDER_MS = 4000;

/** What `indexedOutbox` keeps a room's entries in. */
export function indexedStore(room: string, world = systemWorld()): OutboxStore {
  const name = `edgewise:outbox:${room}`;
  const channel = openChannel(name);
  let database = yielding(world.open());

  /** A browser may close a database under its page, without a word: it is opened once more. */
  const inDatabase = <T>(use: (database: UseStore) => Promise<T>): Promise<T> =>
    use(database).catch(() => {
      database = yielding(world.open());
      return use(database);
    });

  async function change(key: IDBValidKey, by: Change): Promise<Entries> {
    let after: Entries = [];
    let changed = false;
    const write = (kept: Entries | undefined) => {
      const before = Array.isArray(kept) ? kept : [];
      after = by(before);
      changed = after !== before;
      return after;
    };
    await inDatabase((database) => update<Entries>(key, write, database));
    if (changed && key === name) channel?.postMessage(null);
    else if (changed) tell(String(key));
    return after;
  }

  /**
   * Asks now and then whether whoever holds the lock is well.
   * @param silent called where nobody says so.
   * @returns to say that this tab holds it, and to ask no more.
   */
  function askHolder(userId: string, silent: () => void) {
    const [question, answer] = [`who sends ${userId}?`, `I send ${userId}`];
    let holds = false;
    let isWell = true;
    const hear = ({ data }: MessageEvent) => {
      if (data === answer) isWell = true;
      else if (data === question && holds) channel?.postMessage(answer);
    };
    const ask = () => {
      if (!isWell) return silent();
      isWell = false;
      channel?.postMessage(question);
    };
    channel?.addEventListener('message', hear);
    const asking = setInterval(ask, SILENT_HOLDER_MS);
    ask();
    return {
      hold() {
        holds = true;
        clearInterval(asking);
      },
      end() {
        clearInterval(asking);
        channel?.removeEventListener('message', hear);
      },
    };
  }

  return {
    update: (by) => change(name, by),
    async forget(userId) {
      for (const key of await inDatabase((database) => keys(database)))
        await change(key, withoutUser(userId));
    },
    watch(changed) {
      channel?.addEventListener('message', ({ data }) => data === null && changed());
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
      let begun = false;
      const beginOnce = () => {
        if (begun || leave.signal.aborted) return;
        begun = true;
        begin();
      };
      // Two that send do no harm [I2]; none that does would keep words back for ever.
      const holder = askHolder(userId, beginOnce);
      world.locks
        .request(`${name}:${userId}`, { signal: leave.signal }, () => {
          if (leave.signal.aborted) return;
          holder.hold();
          beginOnce();
          return left;
        })
        // Given up while waiting for its turn; or locks are denied, and there is none to wait for.
        .catch(beginOnce);
      return () => {
        holder.end();
        leave.abort();
      };
    },
  };
}

/**
 * Closes the database when something else wants to delete it, such as a site that clears its storage at
 * logout. Otherwise the deletion would block until this page closes, and other tabs behind it.
 */
const yielding =
  (use: UseStore): UseStore =>
  (mode, run) =>
    use(mode, (store) => {
      const { db } = store.transaction;
      db.onversionchange = () => db.close();
      return run(store);
    });

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
