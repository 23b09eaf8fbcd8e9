import { expect, it } from 'vitest';
import { delayMs } from '../../../src/client/backoff.ts';

const seconds = (strategy: Parameters<typeof delayMs>[0], attempts: number) =>
  Array.from({ length: attempts }, (_, i) => delayMs(strategy, i + 1, 1) / 1000);

it('doubles up to half a minute by default', () => {
  expect(seconds('exponential', 7)).toEqual([1, 2, 4, 8, 16, 30, 30]);
});

it('knows a linear, a fixed and an immediate way', () => {
  expect(seconds('linear', 3)).toEqual([5, 10, 15]);
  expect(seconds('fixed', 3)).toEqual([3, 3, 3]);
  expect(seconds('immediate', 3)).toEqual([0, 1, 1]);
});

it('takes a way of your own', () => {
  expect(seconds((attempt) => attempt * 700, 3)).toEqual([0.7, 1.4, 2.1]);
});

it('waits a share of the longest delay, from none to all of it', () => {
  expect(delayMs('exponential', 3, 0)).toBe(0);
  expect(delayMs('exponential', 3, 0.5)).toBe(2000);
});
