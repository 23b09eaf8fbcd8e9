import { afterEach, expect, it, vi } from 'vitest';
import { systemEnvironment } from '../../../../src/client/core/environment.ts';

afterEach(() => vi.useRealTimers());

it('does not end a wait at once when it exceeds the maximum timer delay', async () => {
  vi.useFakeTimers();
  const { clock } = systemEnvironment();
  const run = vi.fn();
  const ends = [2 ** 31, 1e12, Number.POSITIVE_INFINITY].map((ms) => clock.after(ms, run));
  await vi.advanceTimersByTimeAsync(24 * 3_600_000);
  expect(run).not.toHaveBeenCalled();
  for (const end of ends) end();
});
