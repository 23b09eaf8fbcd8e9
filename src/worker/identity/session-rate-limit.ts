import { type Fault, fault } from '../../protocol/errors.ts';
import type { Env } from '../config.ts';
import { clientAddress } from './client-address.ts';

const RETRY_MS = 60_000;

/**
 * Rate-limits new guest identities per address, because each identity has limits of its own. If the rate
 * limiter fails, requests pass (fails open).
 * @returns the error if the limit is exceeded, else `undefined`.
 */
export async function limitNewSessions(
  { SESSION_RATE }: Env,
  headers: Headers,
): Promise<Fault | undefined> {
  try {
    const { success } = await SESSION_RATE.limit({ key: clientAddress(headers) ?? '' });
    if (success) return undefined;
  } catch {
    return undefined;
  }
  return fault('rate_limited', 'Too many new guests from your address; wait a minute.', RETRY_MS);
}
