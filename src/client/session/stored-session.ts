import type { SessionBody } from '../../protocol/rest.ts';
import type { SessionStore } from './session.ts';

/** The browser tells other tabs of a change, but not the other chats of this page. */
const here = new EventTarget();

/**
 * Keeps a guest's identity for this origin where the browser allows it, else for this page. All tabs
 * share it: one renews it, renames or logs out for the others.
 * @param storage where; local storage unless said otherwise. Asked at each use: where it is denied,
 *   the asking itself throws.
 * @param server where the chat comes from, if not from the page's own origin: each knows its own people.
 */
export function storedSession(
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
      // A server that renders a page has neither other tabs nor word of them.
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
