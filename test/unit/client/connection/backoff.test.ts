import { expect, it } from 'vitest';
import {
  delayMs,
  outageMs,
  type Strategy,
  spreadMs,
} from '../../../../src/client/connection/backoff.ts';

const seconds = (strategy: Strategy, attempts: number) =>
  Array.from({ length: attempts }, (_, i) => delayMs(strategy, i + 1, 1) / 1000);

it('doubles up to 30 s by default', () => {
  expect(seconds('exponential', 7)).toEqual([1, 2, 4, 8, 16, 30, 30]);
});

it('supports linear, fixed and immediate strategies', () => {
  expect(seconds('linear', 3)).toEqual([5, 10, 15]);
  expect(seconds('fixed', 3)).toEqual([3, 3, 3]);
  expect(seconds('immediate', 3)).toEqual([0, 1, 1]);
});

it('accepts a custom strategy', () => {
  expect(seconds((attempt) => attempt * 700, 3)).toEqual([0.7, 1.4, 2.1]);
});

it('waits a random share of the longest delay, from none to all of it', () => {
  expect(delayMs('exponential', 3, 0)).toBe(0);
  expect(delayMs('exponential', 3, 0.5)).toBe(2000);
});

it('spreads many clients over the time that the room needs, and few not at all', () => {
  expect([0, 1, 20, 400].map(spreadMs)).toEqual([0, 0, 0, 0]);
  expect([800, 1000, 12_000, 20_000].map(spreadMs)).toEqual([2000, 2500, 30_000, 30_000]);
});

it('spreads only the first wait, and never goes below the strategy’s delay', () => {
  const first = (strategy: Strategy, online: number) => delayMs(strategy, 1, 1, online);
  expect([first('exponential', 20), first('exponential', 1000)]).toEqual([1000, 2500]);
  expect([first('linear', 800), first('linear', 4000)]).toEqual([5000, 10_000]);
  expect([first('immediate', 20), first('immediate', 1000)]).toEqual([0, 2500]);
  expect(delayMs('exponential', 1, 0.5, 1000)).toBe(1250);
  expect(delayMs('exponential', 2, 1, 1000)).toBe(2000);
});

it('does not outlast a short outage by much, however many attempts it took [R62]', () => {
  expect([0, 1500, 3000, 30_000].map(outageMs)).toEqual([2000, 2000, 4000, 40_000]);
  expect(delayMs('exponential', 4, 1, 0, outageMs(1500))).toBe(2000);
  expect(delayMs('linear', 3, 1, 0, outageMs(1500))).toBe(15_000);
});

it('uses the default when a custom strategy returns no delay', () => {
  for (const odd of [Number.NaN, undefined, -5, 'soon'] as number[])
    expect([1, 2, 3].map((attempt) => delayMs(() => odd, attempt, 1))).toEqual([1000, 2000, 4000]);
  expect(delayMs(() => 0, 3, 1)).toBe(0);
});

it('doubles each wait when the longest delays are drawn', () => {
  let lostMs = 0;
  for (const [i, wait] of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].entries()) {
    expect(delayMs('exponential', i + 1, 1, 0, outageMs(lostMs))).toBe(wait);
    lostMs += wait;
  }
});
