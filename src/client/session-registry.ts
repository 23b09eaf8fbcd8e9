// The shared sessions of a page: components that ask for the same get the same session.
import type { SharedSession } from './shared-session.ts';

const sessions = new Map<readonly unknown[], SharedSession>();

/**
 * @param keys identify a session: all of them must be equal.
 * @param open opens a session if there is none; it must report the session's end.
 */
export function findOrOpenSession(
  keys: readonly unknown[],
  open: (ended: () => void) => SharedSession,
): SharedSession {
  for (const [known, session] of sessions)
    if (known.every((key, at) => key === keys[at])) return session;
  const session = open(() => sessions.delete(keys));
  sessions.set(keys, session);
  return session;
}
