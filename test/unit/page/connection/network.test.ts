import { expect, it } from 'vitest';
import { Network } from '../../../../src/page/connection/network.ts';

it('waits as the chosen strategy does, for the delay that a person would see', () => {
  const network = new Network();
  const { strategy } = network.options({});
  if (typeof strategy !== 'function') throw new Error('The panel could not change it.');
  expect(strategy(6, 60_000)).toBe(30_000);
  expect(strategy(6, 10_000)).toBe(10_000);
  network.strategy = 'fixed';
  expect(strategy(6, 1000)).toBe(3000);
});
