import { WELCOME_MS } from '../connection/connection-state.ts';
import type { Clock } from './environment.ts';

/**
 * Waits for an import as long as a transport may take to connect: on a dead network imports hang.
 * @param promised must not reject. @returns its value, or `null` after the timeout.
 */
export const withTimeout = <T>(promised: Promise<T>, clock: Clock): Promise<T | null> =>
  new Promise((resolve) => {
    const cancel = clock.after(WELCOME_MS, () => resolve(null));
    void promised.then((value) => {
      cancel();
      resolve(value);
    });
  });
