import { signal } from '@preact/signals';
import { surely } from './surely.ts';

/**
 * Code that is fetched when something first needs it.
 * @returns what gives it, to be called where signals are followed; `null` as long as it is on its way.
 */
export function onDemand<T>(fetchCode: () => Promise<T>): () => T | null {
  const code = signal<T | null>(null);
  let asked = false;
  return () => {
    if (!asked)
      void surely(fetchCode).then((fetched) => {
        code.value = fetched;
      });
    asked = true;
    return code.value;
  };
}
