import { type Fault, fault } from '../protocol/errors.ts';
import { clientAddress } from './address.ts';
import type { Env } from './config.ts';

const RETRY_MS = 60_000;

/**
 * Limits how many new people one address makes up, because each has limits of their own. If the rate
 * limiter fails, requests pass.
 * @returns why not now, or `undefined`.
 */
export async function brake({ SESSION_RATE }: Env, headers: Headers): Promise<Fault | undefined> {
  try {
    const { success } = await SESSION_RATE.limit({ key: clientAddress(headers) ?? '' });
    if (success) return undefined;
  } catch {
    return undefined;
  }
  return fault('rate_limited', 'Too many new guests from your address; wait a minute.', RETRY_MS);
}
