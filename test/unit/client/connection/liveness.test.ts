import { beforeEach, expect, it, vi } from 'vitest';
import { ANSWER_MS, makePulse, type Pulse } from '../../../../src/client/connection/liveness.ts';
import { FakeClock } from '../fakes.ts';

let clock: FakeClock;
let pulse: Pulse;
const ping = vi.fn();
const dead = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  clock = new FakeClock();
  pulse = makePulse(clock, { ping, dead });
  pulse.start();
});

it('pings 25 s after each pong, not by the clock', () => {
  clock.pass(25_000);
  expect(ping).toHaveBeenCalledTimes(1);
  clock.pass(9_000);
  pulse.heard(true);
  clock.pass(24_999);
  expect(ping).toHaveBeenCalledTimes(1);
  clock.pass(1);
  expect(ping).toHaveBeenCalledTimes(2);
});

it('takes a line that answers nothing for 10 s for dead, once', () => {
  clock.pass(25_000 + ANSWER_MS);
  expect(dead).toHaveBeenCalledTimes(1);
  clock.pass(60_000);
  expect(ping).toHaveBeenCalledTimes(1);
  expect(dead).toHaveBeenCalledTimes(1);
});

it('lets any frame prove life, while it waits for the pong', () => {
  clock.pass(25_000);
  for (let i = 0; i < 5; i++) {
    clock.pass(ANSWER_MS - 1);
    pulse.heard(false);
  }
  expect(dead).not.toHaveBeenCalled();
  expect(ping).toHaveBeenCalledTimes(1);
});

it('asks at once when probed, and not twice', () => {
  pulse.probe();
  pulse.probe();
  expect(ping).toHaveBeenCalledTimes(1);
});

it('is quiet when stopped', () => {
  pulse.stop();
  pulse.probe();
  clock.pass(100_000);
  expect(ping).not.toHaveBeenCalled();
});
