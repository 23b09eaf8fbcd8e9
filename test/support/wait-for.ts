import { vi } from 'vitest';
import { LOOK_MS, PATIENCE_MS } from './patience.ts';

/** Retries until nothing is thrown. @returns the last result. */
export const waitFor = <T>(look: () => T | Promise<T>, timeout = PATIENCE_MS): Promise<T> =>
  vi.waitFor(look, { timeout, interval: LOOK_MS });

/** Retries until there is a value. @returns it. */
export const waitUntil = <T>(look: () => T): Promise<NonNullable<T>> =>
  vi.waitUntil(look, { timeout: PATIENCE_MS, interval: LOOK_MS }) as Promise<NonNullable<T>>;
