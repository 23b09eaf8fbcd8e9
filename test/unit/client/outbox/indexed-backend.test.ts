// The outbox's storage in a hostile browser: locks that are never released, databases that are closed
// while in use. The data is a plain map behind idb-keyval's own functions.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { indexedBackend, SILENT_HOLDER_MS } from '../../../../src/client/outbox/indexed-backend.ts';
import type { OutboxEntry } from '../../../../src/client/outbox/outbox-entry.ts';
import { waitFor } from '../../../support/wait-for.ts';

let rooms = 0;
let room: string;
let ends: (() => void)[];
beforeEach(() => {
  room = `room-${++rooms}`;
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
  vi.restoreAllMocks();
});

/** A browser's locks: one tab holds each, the others wait. */
class Locks {
  readonly #held = new Map<string, Promise<unknown>>();

  readonly request = (async (name: string, _: object, run: () => unknown) => {
    const before = this.#held.get(name) ?? Promise.resolve();
    const mine = before.then(run);
    this.#held.set(name, mine);
    return mine;
  }) as unknown as LockManager['request'];
}

/** A database that may be closed while in use: then every use fails until it is opened again. */
class Databases {
  opened = 0;
  isClosed = false;
  readonly handle: Pick<IDBDatabase, 'close'> & { onversionchange?: () => void } = {
    close: () => {
      this.isClosed = true;
    },
  };
  readonly #values = new Map<IDBValidKey, unknown>();

  readonly open = () => {
    this.opened++;
    let isOpen = true;
    return ((_mode: unknown, use: (store: IDBObjectStore) => unknown) => {
      if (this.isClosed) {
        this.isClosed = false;
        isOpen = false;
      }
      if (!isOpen) return Promise.reject(new DOMException('closed', 'InvalidStateError'));
      return Promise.resolve(use(this.#store()));
    }) as never;
  };

  #store(): IDBObjectStore {
    const done = <T>(result: T) => {
      const request: { result: T; onsuccess?: () => void; oncomplete?: () => void } = { result };
      queueMicrotask(() => {
        request.onsuccess?.();
        request.oncomplete?.();
      });
      return request;
    };
    const { handle } = this;
    const store = {
      get: (key: IDBValidKey) => done(this.#values.get(key)),
      put: (value: unknown, key: IDBValidKey) => {
        this.#values.set(key, structuredClone(value));
        return done(undefined);
      },
      getAllKeys: () => done([...this.#values.keys()]),
      get transaction() {
        return Object.assign(done(undefined), { db: handle });
      },
    };
    return store as unknown as IDBObjectStore;
  }
}

const entry = (cid: string): OutboxEntry => ({
  ...{ cid, userId: 'u', queuedAt: 0, status: 'pending' },
  command: { type: 'message', cid, text: cid },
});

const open = (locks: Locks, databases = new Databases()) => {
  const store = indexedBackend(room, { locks, open: databases.open });
  ends.push(store.watch(() => {}));
  return store;
};
const lead = (store: ReturnType<typeof open>) => {
  const begin = vi.fn();
  ends.push(store.lead('u', begin));
  return begin;
};

describe('a lock', () => {
  it('held by a page that never responds does not block messages', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const locks = new Locks();
    void locks.request(`edgewise:outbox:2:${room}:u`, {}, () => new Promise(() => {}));
    const begin = lead(open(locks));
    await vi.advanceTimersByTimeAsync(SILENT_HOLDER_MS * 2);
    expect(begin).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(SILENT_HOLDER_MS * 5);
    expect(begin).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });

  it('with a healthy holder is waited for, however long, and then taken', async () => {
    const locks = new Locks();
    const first = open(locks);
    const leaves = first.lead('u', () => {});
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const begin = lead(open(locks));
    for (let asked = 0; asked < 10; asked++) {
      await vi.advanceTimersByTimeAsync(SILENT_HOLDER_MS);
      // The other tab's response takes a turn of the real event loop.
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    vi.useRealTimers();
    expect(begin).not.toHaveBeenCalled();
    leaves();
    await waitFor(() => expect(begin).toHaveBeenCalledTimes(1));
  });
});

describe('a database', () => {
  it('that was closed without notice is reopened once, and nothing is lost', async () => {
    const databases = new Databases();
    const store = open(new Locks(), databases);
    await store.update((kept) => [...kept, entry('a')]);
    databases.isClosed = true;
    const kept = await store.update((before) => [...before, entry('b')]);
    expect(kept.map(({ cid }) => cid)).toEqual(['a', 'b']);
    expect(databases.opened).toBe(2);
    databases.isClosed = true;
    await store.forget('u');
    expect(await store.update((before) => before)).toEqual([]);
  });

  it('closes the database when something deletes it, and reopens it when it is used', async () => {
    const databases = new Databases();
    const store = open(new Locks(), databases);
    await store.update((kept) => [...kept, entry('a')]);
    databases.handle.onversionchange?.();
    expect(databases.isClosed).toBe(true);
    await store.update((before) => [...before, entry('b')]);
    expect(databases.opened).toBe(2);
  });

  it('that cannot be opened fails, and the outbox lives as long as the page', async () => {
    const broken = { open: () => (() => Promise.reject(new Error('denied'))) as never };
    const store = indexedBackend(room, { locks: undefined, ...broken });
    ends.push(store.watch(() => {}));
    await expect(store.update((kept) => kept)).rejects.toThrow('denied');
  });
});
