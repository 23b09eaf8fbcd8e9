import { beforeEach, expect, it, vi } from 'vitest';
import {
  type LivenessMonitor,
  monitorLiveness,
  PONG_TIMEOUT_MS,
} from '../../../../src/client/connection/liveness.ts';
import { FakeClock } from '../fakes.ts';

let clock: FakeClock;
let monitor: LivenessMonitor;
const ping = vi.fn();
const dead = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  clock = new FakeClock();
  monitor = monitorLiveness(clock, { ping, dead });
  monitor.start();
});

it('pings 25 s after each pong, not at fixed times', () => {
  clock.pass(25_000);
  expect(ping).toHaveBeenCalledTimes(1);
  clock.pass(9_000);
  monitor.heard(true);
  clock.pass(24_999);
  expect(ping).toHaveBeenCalledTimes(1);
  clock.pass(1);
  expect(ping).toHaveBeenCalledTimes(2);
});

it('declares a connection dead once when it sends nothing for 10 s', () => {
  clock.pass(25_000 + PONG_TIMEOUT_MS);
  expect(dead).toHaveBeenCalledTimes(1);
  clock.pass(60_000);
  expect(ping).toHaveBeenCalledTimes(1);
  expect(dead).toHaveBeenCalledTimes(1);
});

it('accepts any frame as a sign of life while it waits for the pong', () => {
  clock.pass(25_000);
  for (let i = 0; i < 5; i++) {
    clock.pass(PONG_TIMEOUT_MS - 1);
    monitor.heard(false);
  }
  expect(dead).not.toHaveBeenCalled();
  expect(ping).toHaveBeenCalledTimes(1);
});

it('pings at once when probed, and not twice', () => {
  monitor.probe();
  monitor.probe();
  expect(ping).toHaveBeenCalledTimes(1);
});

it('is quiet when stopped', () => {
  monitor.stop();
  monitor.probe();
  clock.pass(100_000);
  expect(ping).not.toHaveBeenCalled();
});
