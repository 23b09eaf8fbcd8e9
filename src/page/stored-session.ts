import type { SessionBody, SessionStore } from '../client/index.ts';

const KEY = 'edgewise:session';

/** Keeps the visitor's identity for this origin where the browser allows it, else for this page. */
export function storedSession(storage: () => Storage): SessionStore {
  let kept: SessionBody | null = null;
  return {
    load() {
      try {
        kept = parse(storage().getItem(KEY));
      } catch {
        // Storage is denied: the identity lives as long as the page.
      }
      return kept;
    },
    save(session) {
      kept = session;
      try {
        if (session) storage().setItem(KEY, JSON.stringify(session));
        else storage().removeItem(KEY);
      } catch {
        // Denied or full: as above.
      }
    },
    watch(changed) {
      const onStorage = ({ key }: StorageEvent) => {
        // No key: everything was cleared.
        if (key === KEY || key === null) changed();
      };
      addEventListener('storage', onStorage);
      return () => removeEventListener('storage', onStorage);
    },
  };
}

function parse(text: string | null): SessionBody | null {
  const value: Partial<SessionBody> | null = text === null ? null : JSON.parse(text);
  const whole =
    typeof value?.token === 'string' &&
    typeof value.expiresAt === 'number' &&
    typeof value.user?.id === 'string' &&
    typeof value.user.name === 'string';
  return whole ? (value as SessionBody) : null;
}
