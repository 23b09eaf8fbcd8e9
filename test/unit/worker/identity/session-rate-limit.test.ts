import { expect, it } from 'vitest';
import type { Env } from '../../../../src/worker/config.ts';
import { limitNewSessions } from '../../../../src/worker/identity/session-rate-limit.ts';

/** A rate limit that lets each key pass once. */
function onceForEach(): Env {
  const seen = new Set<string>();
  const limit = async ({ key }: { key: string }) => ({ success: seen.size < seen.add(key).size });
  return { SESSION_RATE: { limit } } as unknown as Env;
}

const from = (address: string) => new Headers({ 'CF-Connecting-IP': address });

it('new people are counted by address, and a whole IPv6 /64 is one [R91]', async () => {
  const env = onceForEach();
  expect(await limitNewSessions(env, from('2001:db8:1:2::1'))).toBeUndefined();
  expect(await limitNewSessions(env, from('2001:db8:1:2:ffff::2'))).toMatchObject({
    code: 'rate_limited',
  });
  expect(await limitNewSessions(env, from('2001:db8:1:3::1'))).toBeUndefined();
  expect(await limitNewSessions(env, from('192.0.2.1'))).toBeUndefined();
  expect(await limitNewSessions(env, from('::ffff:192.0.2.1'))).toMatchObject({
    code: 'rate_limited',
  });
});

it('people can join even if the rate limiter fails', async () => {
  const failing = { SESSION_RATE: { limit: () => Promise.reject(new Error('down')) } };
  expect(await limitNewSessions(failing as unknown as Env, from('192.0.2.1'))).toBeUndefined();
});
