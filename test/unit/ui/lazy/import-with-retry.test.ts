import { afterEach, describe, expect, it, vi } from 'vitest';
import { importWithRetry } from '../../../../src/ui/lazy/import-with-retry.ts';

afterEach(() => {
  // The spy comes first: restored later, by another file, it would bring the fake timer back.
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a lazy import', () => {
  it('is retried until it succeeds, with growing delays', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const waits: number[] = [];
    const setTimeout = vi.spyOn(globalThis, 'setTimeout');
    let tries = 0;
    const coming = importWithRetry(async () => {
      tries++;
      if (tries <= 10) throw new TypeError('Failed to fetch dynamically imported module');
      return 'code';
    });
    for (let tried = 1; tried <= 10; tried++) {
      // Between two attempts it checks whether a deploy has removed the file; here nothing responds.
      while (setTimeout.mock.calls.length < tried) await new Promise(setImmediate);
      waits.push(Number(setTimeout.mock.lastCall?.[1]));
      await vi.runOnlyPendingTimersAsync();
    }
    expect(await coming).toBe('code');
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });
});
