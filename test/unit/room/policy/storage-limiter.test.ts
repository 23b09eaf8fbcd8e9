import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from '../../../../src/protocol/limits.ts';
import { ENTRY_BYTES, StorageLimiter } from '../../../../src/room/policy/storage-limiter.ts';
import type { Principal } from '../../../../src/room/principal.ts';

const principal = (id: string, address?: string): Principal => ({
  user: { id, name: id },
  role: 'guest',
  named: true,
  plain: false,
  expiresAt: 1,
  ...(address !== undefined && { address }),
});

const TEXT_BYTES = 4000 - ENTRY_BYTES;

const limiter = (more: Partial<Limits> = {}, storedBefore = 0, wokeAt = 0) =>
  new StorageLimiter({ ...DEFAULT_LIMITS, ...more }, () => storedBefore, wokeAt);

/** Posts as much as the limiter allows. @returns how many kilobytes. */
function fill(to: StorageLimiter, who: (n: number) => Principal, now = 0): number {
  let said = 0;
  while (said < 10_000 && to.delay(who(said), now) === 0) to.charge(who(said++), TEXT_BYTES, now);
  return said * 4;
}

describe('the storage limit per minute [R39]', () => {
  it('applies to a person, and recovers within the minute', () => {
    const storage = limiter();
    const ann = () => principal('ann');
    expect(fill(storage, ann)).toBe(DEFAULT_LIMITS.userStoreKilobytes);
    expect(storage.delay(ann(), 0)).toBeGreaterThan(0);
    expect(storage.delay(principal('bob'), 0)).toBe(0);
    const half = fill(storage, ann, 30_000);
    expect(Math.abs(half - DEFAULT_LIMITS.userStoreKilobytes / 2)).toBeLessThanOrEqual(4);
  });

  it('applies to an address, however many people it creates', () => {
    const storage = limiter();
    expect(fill(storage, (n) => principal(`guest ${n}`, '192.0.2.1'))).toBe(
      DEFAULT_LIMITS.addressStoreKilobytes,
    );
    expect(storage.delay(principal('another', '192.0.2.1'), 0)).toBeGreaterThan(0);
    expect(storage.delay(principal('another', '192.0.2.2'), 0)).toBe(0);
  });

  it('never exceeds a twentieth of the room', () => {
    const storage = limiter({ storageMegabytes: 3 });
    expect(fill(storage, (n) => principal(`guest ${n}`, '192.0.2.1'))).toBe(152);
  });

  it('also counts small entries without text', () => {
    const storage = limiter({ userStoreKilobytes: 1 });
    let done = 0;
    for (; storage.delay(principal('ann'), 0) === 0; done++) storage.charge(principal('ann'), 0, 0);
    expect(done).toBe(1000 / ENTRY_BYTES);
  });

  it('is not reset when the room wakes', () => {
    const storage = limiter({}, 900_000, 100_000);
    const guest = principal('guest', '192.0.2.1');
    expect(storage.delay(guest, 100_000)).toBeGreaterThan(60_000);
    expect(storage.delay(principal('other', '192.0.2.2'), 161_000)).toBe(0);
  });
});
