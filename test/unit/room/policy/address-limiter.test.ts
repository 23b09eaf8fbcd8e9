import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/protocol/limits.ts';
import { AddressLimiter } from '../../../../src/room/policy/address-limiter.ts';
import { BucketTable } from '../../../../src/room/policy/bucket-table.ts';
import type { Principal } from '../../../../src/room/principal.ts';

const MEGABYTE = 1_000_000;

const principal = (id: string, address?: string, expiresAt: number | null = null): Principal => ({
  user: { id, name: '' },
  role: expiresAt === null ? 'reader' : 'guest',
  named: false,
  plain: false,
  expiresAt,
  ...(address !== undefined && { address }),
});

describe('the limits of an address', () => {
  it('count everyone without a token together, whatever their ids', () => {
    const limiter = new AddressLimiter(DEFAULT_LIMITS);
    const burst = DEFAULT_LIMITS.addressSignalBurst;
    for (let n = 0; n < burst; n++)
      expect(limiter.take(principal(`r_${n}`, '192.0.2.1'), 'signal', 0)).toBe(0);
    expect(limiter.take(principal('r_new', '192.0.2.1'), 'signal', 0)).toBeGreaterThan(0);
    expect(limiter.take(principal('r_new', '192.0.2.2'), 'signal', 0)).toBe(0);
    expect(limiter.take(principal('u_1', '192.0.2.1', 1), 'signal', 0)).toBe(0);
    expect(limiter.take(principal('r_new'), 'signal', 0)).toBe(0);
  });

  it('count everyone’s bytes, for the address and for the person separately [R93]', () => {
    const limits = { ...DEFAULT_LIMITS, userReadMegabytes: 1, addressReadMegabytes: 3 };
    const limiter = new AddressLimiter(limits);
    const person = (n: number) => principal(`u_${n}`, '192.0.2.1', 1);
    limiter.chargeRead(person(1), MEGABYTE, 0);
    expect(limiter.readDelay(person(1), 0)).toBeGreaterThan(0);
    expect(limiter.readDelay(person(2), 0)).toBe(0);
    limiter.chargeRead(person(2), MEGABYTE, 0);
    limiter.chargeRead(principal('r_1', '192.0.2.1'), MEGABYTE, 0);
    expect(limiter.readDelay(person(3), 0)).toBeGreaterThan(0);
    expect(limiter.readDelay(principal('u_3', '192.0.2.2', 1), 0)).toBe(0);
  });

  it('recover over time, and later after an overdraft', () => {
    const limiter = new AddressLimiter({ ...DEFAULT_LIMITS, userReadMegabytes: 1 });
    const person = principal('u_1', undefined, 1);
    limiter.chargeRead(person, 3 * MEGABYTE, 0);
    const wait = limiter.readDelay(person, 0);
    expect(wait).toBeGreaterThanOrEqual(120_000);
    expect(limiter.readDelay(person, wait - 1)).toBeGreaterThan(0);
    expect(limiter.readDelay(person, wait)).toBe(0);
  });
});

it('a table of buckets drops idle keys, so that strangers cannot make it grow', () => {
  const table = new BucketTable<'sync'>({ sync: { burst: 5, perMinute: 600 } });
  let known = 0;
  for (let n = 0; n < 100_000; n++) table.take(`key ${n}`, 'sync', n);
  for (let n = 0; n < 100_000; n++) if (table.of(`key ${n}`) !== undefined) known += 1;
  expect(known).toBeLessThan(2500);
});
