import { type Fault, fault } from '../protocol/errors.ts';
import type { Env } from './config.ts';

const RETRY_MS = 60_000;

/**
 * Holds back an address that makes up people by the hundred: each new one has limits of their own.
 * A brake that does not work brakes nobody.
 * @returns why not now, or `undefined`.
 */
export async function brake({ SESSION_RATE }: Env, headers: Headers): Promise<Fault | undefined> {
  try {
    const { success } = await SESSION_RATE.limit({ key: headers.get('CF-Connecting-IP') ?? '' });
    if (success) return undefined;
  } catch {
    return undefined;
  }
  return fault('rate_limited', 'Too many new guests from your address; wait a minute.', RETRY_MS);
}
