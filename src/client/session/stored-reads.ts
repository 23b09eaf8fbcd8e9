import type { ReadStore } from '../unread.ts';

const PREFIX = 'edgewise:read:';

/**
 * Keeps how far people have read a room, for this origin and all its tabs, where the browser allows
 * it, else for this page.
 * @param room a name that no other room has here.
 * @param storage where; local storage unless said otherwise. Asked each time, for it may be denied.
 */
export function storedReads(room: string, storage: () => Storage = () => localStorage): ReadStore {
  const kept = new Map<string, string>();
  /** What the browser had no room for: what it has under these keys is older. */
  const unstored = new Set<string>();
  const keysOf = (userId: string): string => `${PREFIX}${userId}:`;
  return {
    load(userId) {
      const key = keysOf(userId) + room;
      try {
        if (!unstored.has(key)) return storage().getItem(key);
      } catch {
        // Denied: it is kept as long as the page.
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
        // Where nothing can be kept, nothing was.
      }
    },
    watch(changed) {
      const onStorage = ({ key }: StorageEvent) => {
        // No key: everything was cleared.
        if (key === null || (key.startsWith(PREFIX) && key.endsWith(`:${room}`))) changed();
      };
      // A server that renders a page has neither other tabs nor word of them.
      globalThis.addEventListener?.('storage', onStorage);
      return () => globalThis.removeEventListener?.('storage', onStorage);
    },
  };
}
