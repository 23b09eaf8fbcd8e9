// How a guest's session is made, renewed and renamed. It is loaded where one is asked for.
import type { SessionBody } from '../../protocol/rest.ts';
import { failure, isRejected, type Result, success } from '../core/result.ts';
import type { AskSession, SessionStore } from './session.ts';

/** What the requests for one guest's session share. */
export type Guest = {
  readonly store: SessionStore;
  readonly ask: AskSession;
  /** How often the guest was forgotten. */
  forgotten: number;
  /** Settled once nothing is being asked. */
  asking: Promise<unknown>;
};

/** Takes a name for a guest: a first one makes an identity, another one renames. */
export async function namedBy(
  guest: Guest,
  name: string,
  forgotten: number,
): Promise<Result<SessionBody['user']>> {
  let named = await renewedBy(guest, name, forgotten);
  // The old identity is gone; the name is still wanted.
  if (!named.ok && isRejected(named.fault.code)) named = await renewedBy(guest, name, forgotten);
  return named.ok ? success(named.value.user) : named;
}

/**
 * Asks for a session, after whatever is being asked already: two first names at once would make two
 * people of one.
 * @param forgotten how often the guest had been forgotten when this was wanted.
 */
export function renewedBy(
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
  // Too old or from another server: nobody again, and free to take a name. Their words are kept
  // by the outbox, which sends nothing under another identity.
  else if (isRejected(asked.fault.code)) store.save(null);
  return asked;
}
