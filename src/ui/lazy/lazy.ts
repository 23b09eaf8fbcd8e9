import { signal } from '@preact/signals';
import { importWithRetry } from './import-with-retry.ts';

/**
 * Lazily loaded code: call it where signals are tracked. It returns `null` until the code has loaded,
 * and the first call starts loading.
 */
export type Lazy<T> = (() => T | null) & {
  /** Loads the code before it is needed. */
  readonly load: () => Promise<void>;
};

/** Wraps a dynamic import so that the code is loaded once, on first use, with retries. */
export function lazy<T>(importCode: () => Promise<T>): Lazy<T> {
  const code = signal<T | null>(null);
  let loading: Promise<void> | undefined;
  const load = () => {
    loading ??= importWithRetry(importCode).then((loaded) => {
      code.value = loaded;
    });
    return loading;
  };
  const current = () => {
    void load();
    return code.value;
  };
  return Object.assign(current, { load });
}
