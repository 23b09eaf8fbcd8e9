// A thousand people lose their connections at the same moment, on a fake clock.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Connection } from '../../../../src/client/connection/connection.ts';
import { systemEnvironment } from '../../../../src/client/core/environment.ts';
import { success } from '../../../../src/client/core/result.ts';
import { SeededRandom } from '../../../support/seeded-random.ts';
import { percentile } from '../../../support/spread.ts';
import { FakeSocket, live, welcome } from '../fakes.ts';

const PEOPLE = 1000;
const STEP_MS = 25;
/** How long a connection takes when all is well. */
const CONNECT_MS = 100;

let isBroken: boolean;
let connections: Connection[];

/** A network to the room that can be broken for everyone. */
class Way extends FakeSocket {
  constructor(url: string, protocols?: string[]) {
    super(url, protocols);
    setTimeout(() => {
      if (isBroken) this.drop();
      else this.accept(welcome({ mode: 'resumed' }), live('e1.10'));
    }, CONNECT_MS);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  isBroken = false;
});
afterEach(() => {
  for (const connection of connections) connection.stop();
  vi.useRealTimers();
});

/** Everyone connects, and all are disconnected at once. */
async function cut(seed: number): Promise<void> {
  connections = Array.from({ length: PEOPLE }, (_, i) => {
    const chance = new SeededRandom(seed + i);
    const connection = new Connection({
      environment: {
        ...systemEnvironment(),
        ...{
          random: () => chance.next(),
          hidden: () => false,
          onWake: () => () => {},
          transports: [],
        },
        WebSocket: Way as unknown as typeof WebSocket,
      },
      strategy: 'exponential',
      address: async () => success({ url: 'wss://chat.example/', protocols: [] }),
      ...{ renew() {}, frames() {}, online: () => PEOPLE },
    });
    connection.start();
    return connection;
  });
  await vi.advanceTimersByTimeAsync(2 * CONNECT_MS);
  expect(connections.every((connection) => connection.state.get().at === 'live')).toBe(true);
  for (const socket of FakeSocket.all) (socket as Way).drop();
  FakeSocket.all = [];
}

/** How long each of them takes to be live again from now on, in ms. */
async function returns(): Promise<number[]> {
  const took = new Map<Connection, number>();
  for (let ms = 0; took.size < PEOPLE && ms < 60_000; ms += STEP_MS) {
    for (const connection of connections)
      if (connection.state.get().at === 'live' && !took.has(connection)) took.set(connection, ms);
    await vi.advanceTimersByTimeAsync(STEP_MS);
  }
  expect(took.size).toBe(PEOPLE);
  return [...took.values()];
}

/** The most that reconnect in any one second. */
const busiest = (times: readonly number[]): number =>
  Math.max(
    ...times.map((from) => times.filter((time) => time >= from && time < from + 1000).length),
  );

it('reconnects within 3 s after 2 s without a network in 99 of 100 cases [R62]', async () => {
  await cut(1);
  isBroken = true;
  await vi.advanceTimersByTimeAsync(2000);
  isBroken = false;
  expect(percentile(await returns(), 0.99)).toBeLessThan(3000);
});

it('reconnects to a restarted room within 3 s, and not all at once [R62]', async () => {
  await cut(5000);
  const times = await returns();
  expect(percentile(times, 0.99)).toBeLessThan(3000);
  // 400 a second, plus random variation.
  expect(busiest(times)).toBeLessThan(480);
});
