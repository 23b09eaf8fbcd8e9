import { runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { ConnectionRegistry } from '../../src/room/connections/registry.ts';
import { stubOf } from './support/rooms.ts';
import { newRoom } from './support/test-client.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Scene = {
  readonly registry: ConnectionRegistry;
  readonly clock: { now: number };
  /** Connects a person. */
  readonly join: (name: string) => WebSocket;
};

/** A registry with a clock that the test can set in both directions. */
const withRegistry = (act: (scene: Scene) => void): Promise<void> =>
  runInDurableObject(stubOf(newRoom()), (_room, ctx) => {
    const clock = { now: 1_000 * HOUR_MS };
    const registry = new ConnectionRegistry(ctx, 8, () => clock.now);
    const join = (name: string): WebSocket => {
      const { 1: server } = new WebSocketPair();
      registry.accept(server, {
        v: 1,
        principal: {
          user: { id: `u_${name}`, name },
          ...{ role: 'guest', named: true, plain: false, expiresAt: Number.MAX_SAFE_INTEGER },
        },
        epoch: 'e',
        buckets: {},
        heardAt: clock.now,
        readSeq: 0,
        leaving: [],
      });
      return server;
    };
    act({ registry, clock, join });
  });

const JUMPS: readonly [what: string, jumps: readonly number[]][] = [
  ['back by an hour', [-HOUR_MS]],
  ['forward and back again', [HOUR_MS, -HOUR_MS]],
  ['back and forward again', [-HOUR_MS, HOUR_MS]],
];

it.each(JUMPS)('people leave after 15 s even if the clock is set %s [I9]', (_what, jumps) =>
  withRegistry(({ registry, clock, join }) => {
    for (const name of ['Ann', 'Bob']) join(name);
    const carl = join('Carl');
    for (const jump of jumps) {
      clock.now += jump;
      registry.evictStale();
    }
    registry.left(carl);
    clock.now += 14_000;
    registry.evictStale();
    expect(registry.presence().online).toBe(3);
    expect(registry.checkDelay).toBeLessThanOrEqual(1000);
    clock.now += 1000;
    expect(registry.presence().online).toBe(2);
    expect(registry.index.size).toBe(2);
  }),
);

it.each(JUMPS)('a silent room stays asleep even if the clock is set %s [I12]', (_what, jumps) =>
  withRegistry(({ registry, clock, join }) => {
    for (const name of ['Ann', 'Bob']) join(name);
    let loggedAt = clock.now;
    for (const jump of jumps) {
      clock.now += jump;
      loggedAt = Math.max(loggedAt, clock.now);
      registry.evictStale();
    }
    let alarms = 0;
    for (let waited = 0; waited < 10 * MINUTE_MS; alarms += 1) {
      registry.evictStaleOnAlarm();
      const delay = registry.checkDelayAfterAlarm(loggedAt);
      if (delay === Number.POSITIVE_INFINITY) break;
      expect(delay).toBeGreaterThan(0);
      clock.now += delay;
      waited += delay;
    }
    expect(alarms).toBeLessThan(30);
    expect(registry.checkDelayAfterAlarm(loggedAt)).toBe(Number.POSITIVE_INFINITY);
  }),
);
