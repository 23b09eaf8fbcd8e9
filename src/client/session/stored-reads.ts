import type { ReadStore } from '../unread.ts';

const PREFIX = 'edgewise:read:';

/** Read positions in local storage, shared by all tabs of this origin. */
export function localReads(room: string, storage: () => Storage = () => localStorage): ReadStore {
  const kept = new Map<string, string>();
  /** Keys that the browser could not store: what it has under them is older. */
  const unstored = new Set<string>();
  const keysOf = (userId: string): string => `${PREFIX}${userId}:`;
  return {
    load(userId) {
      const key = keysOf(userId) + room;
      try {
        if (!unstored.has(key)) return storage().getItem(key);
      } catch {
        // Storage is denied.
      }
      return kept.get(key) ?? null;
    },
    save(userId, place) {
      const key = keysOf(userId) + room;
      kept.set(key, place);
      try {
        storage().setItem(key, place);
        unstored.delete(key);
      } catch {
        unstored.add(key);
      }
    },
    forget(userId) {
      const isTheirs = (key: string) => key.startsWith(keysOf(userId));
      for (const key of [...kept.keys()].filter(isTheirs)) kept.delete(key);
      try {
        const stored = storage();
        for (const key of Object.keys(stored).filter(isTheirs)) stored.removeItem(key);
      } catch {
        // Storage is denied, so nothing was stored.
      }
    },
    watch(changed) {
      const onStorage = ({ key }: StorageEvent) => {
        // No key: everything was cleared.
        if (key === null || (key.startsWith(PREFIX) && key.endsWith(`:${room}`))) changed();
      };
      // Missing where a server renders the page.
      globalThis.addEventListener?.('storage', onStorage);
      return () => globalThis.removeEventListener?.('storage', onStorage);
    },
  };
}
