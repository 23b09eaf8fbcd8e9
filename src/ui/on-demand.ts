import { signal } from '@preact/signals';
import { surely } from './surely.ts';

/** Gives what is loaded on demand, where signals are followed; `null` as long as it is on its way. */
export type OnDemand<T> = (() => T | null) & {
  /** Fetches it ahead of need. */
  readonly load: () => Promise<void>;
};

/** Code that is fetched when something first needs it. */
export function onDemand<T>(fetchCode: () => Promise<T>): OnDemand<T> {
  const code = signal<T | null>(null);
  let loading: Promise<void> | undefined;
  const load = () => {
    loading ??= surely(fetchCode).then((fetched) => {
      code.value = fetched;
    });
    return loading;
  };
  const current = () => {
    void load();
    return code.value;
  };
  return Object.assign(current, { load });
}
