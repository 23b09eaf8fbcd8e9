import type { SessionBody } from '../../protocol/rest.ts';
import type { SessionStore } from './session.ts';

/** The browser notifies other tabs of a change, but not the other chats of this page. */
const here = new EventTarget();

/** A guest's identity in local storage, shared by all tabs of this origin. */
export function localSession(
  storage: () => Storage = () => localStorage,
  server?: string,
): SessionStore {
  const key = server === undefined ? 'edgewise:session' : `edgewise:session:${server}`;
  let kept: SessionBody | null = null;
  let isStored = true;
  return {
    load() {
      try {
        if (isStored) kept = parse(storage().getItem(key));
      } catch {
        // Storage is denied: the identity lives as long as the page.
      }
      return kept;
    },
    save(session) {
      kept = session;
      try {
        if (session) storage().setItem(key, JSON.stringify(session));
        else storage().removeItem(key);
        isStored = true;
      } catch {
        // Denied or full: as above.
        isStored = false;
      }
      here.dispatchEvent(new Event(key));
    },
    watch(changed) {
      const onStorage = (event: StorageEvent) => {
        // No key: everything was cleared.
        if ((event.key ?? key) === key) changed();
      };
      // Missing where a server renders the page.
      globalThis.addEventListener?.('storage', onStorage);
      here.addEventListener(key, changed);
      return () => {
        globalThis.removeEventListener?.('storage', onStorage);
        here.removeEventListener(key, changed);
      };
    },
  };
}

function parse(text: string | null): SessionBody | null {
  // Nothing stored reads as `null`.
  const value: Partial<SessionBody> | null = JSON.parse(`${text}`);
  const whole =
    typeof value?.token === 'string' &&
    typeof value.expiresAt === 'number' &&
    typeof value.user?.id === 'string' &&
    typeof value.user.name === 'string';
  return whole ? (value as SessionBody) : null;
}
