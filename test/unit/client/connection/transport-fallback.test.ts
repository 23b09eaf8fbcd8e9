// The ladder as a page walks it, where the browser itself refuses a rung.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CLIMB_MS } from '../../../../src/client/connection/fallback-policy.ts';
import { Stairs } from '../../../../src/client/connection/transport-fallback.ts';
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

it('looks for a better way again and again where opening one throws', async () => {
  const environment: Environment = {
    ...systemEnvironment(),
    clock,
    random: () => 1,
    WebSocket: Forbidden as unknown as typeof WebSocket,
    rungs: ['websocket', 'events'],
    rungStore: { load: () => 'events', save() {} },
  };
  const address = async () => success({ url: 'wss://chat.example/', protocols: [] });
  const moved = vi.fn();
  const stairs = new Stairs({ environment, address }, moved);
  expect(stairs.judge({ on: 'welcome' })).toEqual({ on: 'welcome' });
  for (const looks of [1, 2, 3]) {
    clock.pass(CLIMB_MS * 2 ** looks);
    await flush();
    expect(tried).toBe(looks);
  }
  expect(moved).not.toHaveBeenCalled();
  stairs.rest();
});
