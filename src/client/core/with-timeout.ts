import { WELCOME_MS } from '../connection/connection-state.ts';
import type { Clock } from './environment.ts';

/**
 * Code on its way, for as long as a rung may take: on a dead network it hangs, and nothing may wait.
 * @param promised never rejected. @returns what is promised, or `null` where it does not come.
 */
export const inTime = <T>(promised: Promise<T>, clock: Clock): Promise<T | null> =>
  new Promise((resolve) => {
    const cancel = clock.after(WELCOME_MS, () => resolve(null));
    void promised.then((value) => {
      cancel();
      resolve(value);
    });
  });
