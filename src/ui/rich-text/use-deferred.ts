import { useEffect, useState } from 'preact/hooks';
import { queueWork } from './work-queue.ts';

/** Up to this many elements are rendered at once, without the work queue. */
export const LIGHT = 40;

/**
 * Defers a value until the work queue reaches it.
 * @param first the value until then.
 * @param weight how many elements are rendered with it.
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
