// The fallback in a page where the browser itself blocks a transport.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FIRST_PROBE_MS } from '../../../../src/client/connection/fallback-policy.ts';
import { TransportFallback } from '../../../../src/client/connection/transport-fallback.ts';
import { type Environment, systemEnvironment } from '../../../../src/client/core/environment.ts';
import { success } from '../../../../src/client/core/result.ts';
import '../../../../src/client/transports/events.ts';
import { FakeClock } from '../fakes.ts';

let clock: FakeClock;
let tried: number;

/** What a page's policy, or an unusual browser, makes of `new WebSocket`. */
class Forbidden {
  constructor() {
    tried++;
    throw new DOMException('The operation is insecure.', 'SecurityError');
  }
}

const flush = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  clock = new FakeClock();
  tried = 0;
});
afterEach(() => vi.restoreAllMocks());

it('keeps probing a better transport when opening one throws', async () => {
  const environment: Environment = {
    ...systemEnvironment(),
    clock,
    random: () => 1,
    WebSocket: Forbidden as unknown as typeof WebSocket,
    transports: ['websocket', 'events'],
    transportStore: { load: () => 'events', save() {} },
  };
  const address = async () => success({ url: 'wss://chat.example/', protocols: [] });
  const moved = vi.fn();
  const fallback = new TransportFallback({ environment, address }, moved);
  expect(fallback.handle({ on: 'welcome' })).toEqual({ on: 'welcome' });
  for (const looks of [1, 2, 3]) {
    clock.pass(FIRST_PROBE_MS * 2 ** looks);
    await flush();
    expect(tried).toBe(looks);
  }
  expect(moved).not.toHaveBeenCalled();
  fallback.stop();
});
