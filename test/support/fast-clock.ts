import type { Clock } from '../../src/client/index.ts';

/**
 * A clock for a client.
 * @param speed how many times faster than real time it runs.
 */
export function fastClock(speed: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    after(ms, run) {
      const timer = setTimeout(run, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}
