import { describe, expect, it } from 'vitest';
import { surely } from '../../../src/ui/surely.ts';

describe('code that comes later', () => {
  it('is asked for until it comes, ever more patiently', async () => {
    const waits: number[] = [];
    let tries = 0;
    const code = await surely(
      async () => {
        tries++;
        if (tries <= 10) throw new TypeError('Failed to fetch dynamically imported module');
        return 'code';
      },
      async (ms) => void waits.push(ms),
    );
    expect(code).toBe('code');
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });
});
