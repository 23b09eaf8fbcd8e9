import { useEffect, useState } from 'preact/hooks';
import { queueWork } from './work-queue.ts';

/** So many elements are drawn at once; it takes more of them to be worth a turn. */
export const LIGHT = 40;

/**
 * A value that many views wait for, each for its own turn.
 * @param first what it is until then.
 * @param weight how many elements are drawn with it.
 */
export function useDeferred<T>(value: T, first: T, weight: number): T {
  const isLight = weight <= LIGHT;
  const [taken, take] = useState<T>(() => (isLight ? value : first));
  useEffect(() => {
    if (taken === value) return undefined;
    return queueWork(weight, () => take(() => value));
  }, [value, taken, weight]);
  return isLight ? value : taken;
}
