// Persists an outbox in the browser: IndexedDB stores the entries, a BroadcastChannel notifies other tabs,
// and a Web Lock elects the tab that sends.
import { createStore, keys, type UseStore, update } from 'idb-keyval';
import { type Change, type Entries, withoutUser } from './outbox-entry.ts';
import type { OutboxBackend } from './persisted-storage.ts';

type BackendDeps = {
  /** Absent on pages served over plain HTTP; every tab then sends, which idempotency makes harmless [I2]. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly open: () => UseStore;
};

const systemDeps = (): BackendDeps => ({
  locks: globalThis.navigator?.locks,
  open: () => createStore('edgewise', 'outbox'),
});

/** A lock holder that is silent for this long does not send: a frozen tab, or another program. */
export const SILENT_HOLDER_MS = 4000;

/** The backend of `indexedOutbox`. */
export function indexedBackend(room: string, deps = systemDeps()): OutboxBackend {
  // Grows when entries change shape, so that tabs of two versions never read each other's.
  const name = `edgewise:outbox:2:${room}`;
  const channel = openChannel(name);
  let database = closedOnRequest(deps.open());

  /** Reopens the database if the browser has closed it. */
  const inDatabase = <T>(use: (database: UseStore) => Promise<T>): Promise<T> =>
    use(database).catch(() => {
      database = closedOnRequest(deps.open());
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
   * Checks regularly that the tab that holds the lock is alive.
   * @param silent called if it does not answer.
   * @returns `hold`, for when this tab gets the lock, and `end`.
   */
  function askHolder(userId: string, silent: () => void) {
    const [question, answer] = [`who sends ${userId}?`, `I send ${userId}`];
    let holds = false;
    let isAlive = true;
    const hear = ({ data }: MessageEvent) => {
      if (data === answer) isAlive = true;
      else if (data === question && holds) channel?.postMessage(answer);
    };
    const ask = () => {
      if (!isAlive) return silent();
      isAlive = false;
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
      if (!deps.locks) {
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
      // Two senders do no harm [I2]; without one, messages would wait forever.
      const holder = askHolder(userId, beginOnce);
      deps.locks
        .request(`${name}:${userId}`, { signal: leave.signal }, () => {
          if (leave.signal.aborted) return;
          holder.hold();
          beginOnce();
          return left;
        })
        // Aborted while waiting, or locks are denied.
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
const closedOnRequest =
  (use: UseStore): UseStore =>
  (mode, run) =>
    use(mode, (store) => {
      const { db } = store.transaction;
      db.onversionchange = () => db.close();
      return run(store);
    });

/** @returns `null` if storage is denied; the database then fails too. */
function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

/** Notifies tabs in another room. */
function tell(name: string): void {
  const channel = openChannel(name);
  channel?.postMessage(null);
  channel?.close();
}
