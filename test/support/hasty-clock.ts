import type { Clock } from '../../src/client/index.ts';

/** A clock for a client that runs this many times faster than the network around it. */
export function hastyClock(haste: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * haste,
    after(ms, run) {
      const timer = setTimeout(run, ms / haste);
      return () => clearTimeout(timer);
    },
  };
}
