import { expect, it } from 'vitest';
import { FlushPacer } from '../../../../src/room/delivery/flush-pacer.ts';

it('adds no delay while flushes cost less than the time between them', () => {
  const pacer = new FlushPacer();
  for (let now = 0; now < 10_000; now += 20) {
    expect(pacer.delay(now)).toBe(0);
    pacer.spent(now, 600);
  }
});

it('delays the next flush by the cost of the last one, beyond 20 ms of slack', () => {
  const pacer = new FlushPacer();
  pacer.spent(1000, 3000);
  expect(pacer.delay(1000)).toBe(80);
  expect(pacer.delay(1050)).toBe(30);
  expect(pacer.delay(1080)).toBe(0);
});

it('adds up the cost of flushes that follow each other too quickly', () => {
  const pacer = new FlushPacer();
  for (let flush = 0; flush < 3; flush++) pacer.spent(1000, 900);
  expect(pacer.delay(1000)).toBe(70);
});

it('delays by at most 100 ms, however much is sent', () => {
  const pacer = new FlushPacer();
  for (let flush = 0; flush < 5; flush++) pacer.spent(1000, 1_000_000);
  expect(pacer.delay(1000)).toBe(100);
  expect(pacer.delay(1101)).toBe(0);
  // Even if the clock was set back.
  expect(pacer.delay(0)).toBe(100);
});

it('accumulates no credit in a quiet room', () => {
  const pacer = new FlushPacer();
  pacer.spent(0, 1);
  pacer.spent(3_600_000, 3000);
  expect(pacer.delay(3_600_000)).toBe(80);
});
