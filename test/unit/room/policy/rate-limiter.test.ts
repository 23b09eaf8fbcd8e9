import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/protocol/limits.ts';
import { BucketTable } from '../../../../src/room/policy/bucket-table.ts';
import { RateLimiter } from '../../../../src/room/policy/rate-limiter.ts';
import { type Bucket, replayed, take } from '../../../../src/room/policy/token-bucket.ts';

const rate = { burst: 5, perMinute: 60 };

describe('a bucket', () => {
  it('allows a burst at once, then the configured rate', () => {
    let bucket: Bucket | undefined;
    const given: number[] = [];
    for (let now = 0; now < 10_000; now += 100) {
      const taken = take(bucket, rate, now);
      if (taken.ok) {
        bucket = taken.bucket;
        given.push(now);
      }
    }
    expect(given.slice(0, 5)).toEqual([0, 100, 200, 300, 400]);
    expect(given).toHaveLength(5 + 9);
  });

  it('says exactly how long to wait [R61]', () => {
    const empty: Bucket = [0, 1000];
    const refused = take(empty, rate, 1000);
    expect(refused).toEqual({ ok: false, retryAfterMs: 1000 });
    expect(take(empty, rate, 1999).ok).toBe(false);
    expect(take(empty, rate, 2000).ok).toBe(true);
  });

  it('never allows more when the clock jumps', () => {
    const empty: Bucket = [0, 1_000_000];
    expect(take(empty, rate, 0).ok).toBe(false);
    const later = take(empty, rate, 10_000_000_000);
    expect(later).toEqual({ ok: true, bucket: [4, 10_000_000_000] });
  });

  it('refills at the same rate after the clock is set back', () => {
    const jump = fc.integer({ min: 1, max: 86_400_000 });
    fc.assert(
      fc.property(jump, fc.boolean(), (back, knows) => {
        const table = new BucketTable({ act: rate });
        const began = 1_000_000_000;
        if (knows) table.merge('ada', { act: [0, began] }, began);
        else for (let taken = 0; taken < rate.burst; taken++) table.take('ada', 'act', began);
        const wait = table.take('ada', 'act', began - back);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(1000);
        expect(table.take('ada', 'act', began - back + wait)).toBe(0);
        expect(table.take('ada', 'act', began - back + wait)).toBeGreaterThan(0);
      }),
    );
  });

  it('refills after the clock is set back when it was overdrawn', () => {
    const table = new BucketTable({ act: rate });
    table.charge('ada', 'act', 8, 1_000_000);
    const wait = table.wait('ada', 'act', 500_000);
    expect(table.wait('ada', 'act', 500_000 + wait)).toBe(0);
  });

  it('rebuilt from timestamps equals one that was charged step by step', () => {
    const times = fc
      .array(fc.nat(30_000), { maxLength: 40 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, (all) => {
        let bucket: Bucket | undefined;
        const done: number[] = [];
        for (const at of all) {
          const taken = take(bucket, rate, at);
          if (!taken.ok) continue;
          bucket = taken.bucket;
          done.push(at);
        }
        const again = replayed(done.toReversed(), rate);
        expect(again?.[0] ?? 0).toBeCloseTo(bucket?.[0] ?? 0, 6);
        expect(again?.[1]).toBe(bucket?.[1]);
      }),
    );
  });
});

describe('the limiter', () => {
  const none = () => [];
  const spend = (limiter: RateLimiter, user: string, times: number) => {
    let waits = 0;
    for (let i = 0; i < times; i++) waits = limiter.take(user, 'message', 0);
    return waits;
  };

  it('counts each person and each kind of command separately', () => {
    const limiter = new RateLimiter(DEFAULT_LIMITS, { times: none }, 1);
    expect(spend(limiter, 'ann', DEFAULT_LIMITS.messageBurst)).toBe(0);
    expect(limiter.take('ann', 'message', 0)).toBeGreaterThan(0);
    expect(limiter.take('ann', 'signal', 0)).toBe(0);
    expect(limiter.take('bob', 'message', 0)).toBe(0);
  });

  it('continues after a sleep from what a socket or the log remembers', () => {
    const before = new RateLimiter(DEFAULT_LIMITS, { times: none }, 1);
    spend(before, 'ann', DEFAULT_LIMITS.messageBurst);
    const bySocket = new RateLimiter(DEFAULT_LIMITS, { times: none }, 1);
    bySocket.recall('ann', before.buckets('ann') ?? {}, 0);
    expect(bySocket.take('ann', 'message', 0)).toBeGreaterThan(0);
    const log = Array<number>(DEFAULT_LIMITS.messageBurst).fill(0);
    const byLog = new RateLimiter(
      DEFAULT_LIMITS,
      { times: (kind, user) => (kind === 'message' && user === 'ann' ? log : []) },
      1,
    );
    expect(byLog.take('ann', 'message', 0)).toBeGreaterThan(0);
    expect(byLog.take('bob', 'message', 0)).toBe(0);
  });

  it('uses the emptier of two remembered states of one person', () => {
    const limiter = new RateLimiter(DEFAULT_LIMITS, { times: none }, 1);
    limiter.recall('ann', { message: [0, 0] }, 0);
    limiter.recall('ann', { message: [9, 0] }, 0);
    expect(limiter.take('ann', 'message', 0)).toBeGreaterThan(0);
  });

  it('does not remember everyone forever', () => {
    const limiter = new RateLimiter(DEFAULT_LIMITS, { times: none }, 1);
    for (let n = 0; n < 100_000; n++) limiter.take(`reader ${n}`, 'sync', n);
    const known = Array.from({ length: 100_000 }, (_, n) => limiter.buckets(`reader ${n}`));
    expect(known.filter((buckets) => buckets !== undefined).length).toBeLessThan(2500);
  });

  it('drops people without anything to remember', () => {
    const limiter = new RateLimiter(DEFAULT_LIMITS, { times: none }, 1);
    limiter.take('ann', 'message', 0);
    limiter.forgetIdle(500);
    expect(limiter.buckets('ann')).toBeDefined();
    limiter.forgetIdle(60_000);
    expect(limiter.buckets('ann')).toBeUndefined();
  });
});
