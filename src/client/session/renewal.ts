// Creates, renews and renames a guest's session. Loaded when one is needed.
import type { SessionBody } from '../../protocol/rest.ts';
import { failure, isRejected, type Result, success } from '../core/result.ts';
import type { AskSession, SessionStore } from './session.ts';

/** The state that requests for one guest's session share. */
export type Guest = {
  readonly store: SessionStore;
  readonly ask: AskSession;
  /** How often the guest logged out. */
  forgotten: number;
  /** Settles when no request is pending. */
  asking: Promise<unknown>;
};

/** Takes a name for a guest: the first creates an identity, another renames it. */
export async function nameGuest(
  guest: Guest,
  name: string,
  forgotten: number,
): Promise<Result<SessionBody['user']>> {
  let named = await renewGuest(guest, name, forgotten);
  // The old identity is gone; create a new one with the name.
  if (!named.ok && isRejected(named.fault.code)) named = await renewGuest(guest, name, forgotten);
  return named.ok ? success(named.value.user) : named;
}

/**
 * Requests a session after any pending request: two first names at once would create two identities.
 * @param forgotten the guest's `forgotten` when this was requested.
 */
export function renewGuest(
  guest: Guest,
  name: string | null,
  forgotten: number,
): Promise<Result<SessionBody>> {
  const renewed = guest.asking.then(() => renew(guest, name, forgotten));
  guest.asking = renewed.catch(() => {});
  return renewed;
}

async function renew(
  guest: Guest,
  name: string | null,
  forgotten: number,
): Promise<Result<SessionBody>> {
  const { store, ask } = guest;
  const before = store.load();
  const asked = await ask(name, before?.token ?? null);
  // Here, or in another tab.
  if (guest.forgotten !== forgotten || (before !== null && store.load() === null))
    return failure('discarded', 'The identity was forgotten meanwhile.');
  if (asked.ok) store.save(asked.value);
  // Too old or from another server: drop the identity, so that a name can be taken. The outbox keeps its
  // entries and sends none of them under another identity.
  else if (isRejected(asked.fault.code)) store.save(null);
  return asked;
}
