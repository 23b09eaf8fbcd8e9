// The shared sessions of a page: components that ask for the same get the same session.
import type { SharedSession } from './shared-session.ts';

const sessions = new Set<{ readonly keys: readonly unknown[]; readonly session: SharedSession }>();

/**
 * @param keys identify a session: all of them must be equal.
 * @param open opens a session if there is none; it must report the session's end.
 */
export function findOrOpenSession(
  keys: readonly unknown[],
  open: (ended: () => void) => SharedSession,
): SharedSession {
  for (const known of sessions)
    if (known.keys.every((key, at) => key === keys[at])) return known.session;
  const session = open(() => sessions.delete(shared));
  const shared = { keys, session };
  sessions.add(shared);
  return session;
}
