import type { Source } from '../settings.ts';
import { builtinProvider } from './builtin.ts';
import type { Provider } from './provider.ts';

/**
 * Whoever answers by this configuration; `undefined` for nobody.
 * @param after a timer, and how to call it off.
 */
export function providerOf(
  source: Source,
  after: (ms: number, call: () => void) => () => void,
): Provider | undefined {
  if (source.provider === 'off') return undefined;
  return builtinProvider(
    (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const cancel = after(ms, resolve);
        signal.addEventListener('abort', () => {
          cancel();
          resolve();
        });
      }),
  );
}
