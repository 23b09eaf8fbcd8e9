// Stores in the browser's local and session storage. An entry of its own, because other runtimes have
// nothing like it.
import type { TransportStore } from './connection/fallback-policy.ts';
import { check } from './core/check-options.ts';
import type { SessionStore } from './session/session.ts';
import { localReads } from './session/stored-reads.ts';
import { localSession } from './session/stored-session.ts';
import { tabTransport } from './session/stored-transport.ts';
import type { ReadStore } from './unread.ts';

export type { ReadStore } from './unread.ts';

/**
 * Keeps how far people have read a room, for this origin and all its tabs. If the browser denies storage,
 * it is kept as long as the page.
 * @param room a name that no other room has on this origin.
 * @param storage returns the storage, local storage by default. A function, because access may be
 *   denied at any time.
 * @throws TypeError if `storage` is not a function.
 * @example
 * const { unread } = followUnread(chat, storedReads('lobby'));
 */
export function storedReads(room: string, storage?: () => Storage): ReadStore {
  checkStorage('storedReads', storage);
  return localReads(room, storage);
}

/**
 * Keeps a guest's identity for this origin. All tabs share it: if one renews, renames or logs out, the others
 * follow. If the browser denies storage, it is kept as long as the page.
 * @param storage returns the storage, local storage by default. A function, because access may be
 *   denied at any time.
 * @param server where Edgewise runs, if not on the page's own origin: each server has its own people.
 * @throws TypeError if `storage` is not a function.
 * @example
 * const chat = connect({ room: 'lobby', store: storedSession() });
 */
export function storedSession(storage?: () => Storage, server?: string): SessionStore {
  checkStorage('storedSession', storage);
  return localSession(storage, server);
}

/**
 * Remembers which transport works for this tab, unless the browser denies storage.
 * @param storage returns the storage, session storage by default. A function, because access may be
 *   denied at any time.
 * @throws TypeError if `storage` is not a function.
 * @example
 * const environment = { transportStore: storedTransport() };
 * const chat = connect({ room: 'lobby', environment });
 */
export function storedTransport(storage?: () => Storage): TransportStore {
  checkStorage('storedTransport', storage);
  return tabTransport(storage);
}

function checkStorage(caller: string, storage: unknown): void {
  const isGood = typeof (storage ?? check) === 'function';
  check(caller, 'storage', isGood, 'be a function like () => localStorage', storage);
}
