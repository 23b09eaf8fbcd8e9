// One client through each network fault: it reports its connection state correctly, and what it was
// told to send is in the room once. Its clock runs fast, and the faults last by that clock.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { PONG_TIMEOUT_MS } from '../../src/client/connection/liveness.ts';
import type { ConnectionState } from '../../src/client/index.ts';
import { ACK_MS } from '../../src/client/outbox/outbox.ts';
import { PING_MS } from '../../src/protocol/limits.ts';
import { expectComplete } from '../support/expect-complete.ts';
import { fastClock } from '../support/fast-clock.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { wholeHistory } from '../support/history.ts';
import { SdkClient } from '../support/sdk-client.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { Server, START_MS } from '../support/server.ts';
import { until } from '../support/until.ts';

const HASTE = 5;
/** How long, in the client's time, it may take a dead connection for a live one [R50]. */
const TRUST_MS = PING_MS + PONG_TIMEOUT_MS;
/** How late a busy machine may be, in real time. */
const LATE_MS = 1000;

let server: Server;
const { seed } = SeededRandom.fromEnvironment();
const endings: (() => void)[] = [];

beforeAll(async () => {
  console.info(`client faults: SEED=${seed}`);
  server = await Server.start();
}, START_MS);
afterAll(async () => {
  for (const end of endings) end();
  await server?.stop();
});

describe.concurrent('a client whose connection', { timeout: 60_000 }, () => {
  it('stalls for a moment stays connected, and loses nothing', async ({ expect }) => {
    const { line, ada, ben, states, lives, expectTruth } = await meet('moment');
    line.follow({ does: 'stall' });
    const said = ada.say('can you hear me?');
    void ben.say('Ada?');
    // The rest of the time that an ack may take is for a busy machine.
    await lives(2000);
    expect(ada.chat.outbox.get()).toMatchObject([{ status: 'pending' }]);
    line.follow({ does: 'pass' });
    expect((await said).ok).toBe(true);
    expect(states).toEqual([]);
    await expectTruth();
  });

  it('stalls for long is not live, until all delayed frames arrive at once', async ({ expect }) => {
    const { line, ada, ben, expectGone, lives, expectTruth } = await meet('tunnel');
    line.follow({ does: 'stall' });
    await expectGone(TRUST_MS);
    void ada.say('in a tunnel');
    void ben.say('is she in a tunnel?');
    await lives(10_000);
    expect(ada.at).not.toBe('live');
    line.follow({ does: 'pass' });
    await expectTruth();
  });

  it('stalls opens another, and late frames on the old one repeat nothing', async () => {
    const { line, ada, expectGone, expectTruth } = await meet('detour');
    line.followNow({ does: 'stall' });
    const said = ada.say('by either way');
    await expectGone(ACK_MS);
    await said;
    void ada.say('by the new way');
    line.follow({ does: 'pass' });
    await until('the old line has ended', () => line.connections === 1);
    await expectTruth();
  });

  it('dies silently detects it, and reconnects', async ({ expect }) => {
    const { line, ada, ben, expectGone, lives, expectTruth } = await meet('nowhere');
    line.follow({ does: 'blackhole' });
    await expectGone(TRUST_MS);
    void ada.say('into the void');
    void ben.say('where is Ada?');
    await lives(10_000);
    expect(ada.at).not.toBe('live');
    line.follow({ does: 'pass' });
    await expectTruth();
  });

  it('dies while it sends detects it sooner', async () => {
    const { line, ada, expectGone, expectTruth } = await meet('cut-short');
    line.follow({ does: 'blackhole' });
    void ada.say('and another thing');
    void ada.say('and one more');
    await expectGone(ACK_MS);
    line.follow({ does: 'pass' });
    await expectTruth();
  });

  it('is slow stays live through pings and messages, and can be replaced', async ({ expect }) => {
    const { line, ada, ben, states, lives, expectTruth } = await meet('far-away');
    line.follow({ does: 'delay', ms: 2000 / HASTE });
    expect((await ada.say('from the moon')).ok).toBe(true);
    void ben.say('how is it there?');
    await lives(PING_MS + 5000);
    expect(states).toEqual([]);
    line.follow({ does: 'delay', ms: 1000 / HASTE });
    line.cut();
    void ada.say('are you still there?');
    await expectTruth();
  });

  it('breaks in the middle of a frame gets it complete, once', async () => {
    const { line, ada, ben, random, expectTruth } = await meet('midway');
    for (const way of ['up', 'down', 'up', 'down', 'up', 'down'] as const) {
      await ada.expectAt('live');
      const { cuts } = line;
      const { length: arrivals } = line.arrivals;
      line.followNow({ does: 'cut', way, after: random.between(1, 1000) });
      void (way === 'up' ? ada : ben).say(noise(random, 3000));
      await until('the line is cut', () => line.cuts > cuts);
      // Until she detects it, she is live on a dead connection.
      await until('Ada has come back', () => line.arrivals.length > arrivals);
    }
    await expectTruth();
  });

  it('breaks between a message and its ack has the message where it was stored', async ({
    expect,
  }) => {
    const { line, ada, room, expectTruth } = await meet('unheard');
    line.follow({ does: 'stall', way: 'down' });
    const said = ada.say('did you get this?');
    const stored = await until('it is stored', async () =>
      (await wholeHistory(server.origin, room)).find(({ text }) => text === 'did you get this?'),
    );
    line.cut();
    line.follow({ does: 'pass' });
    expect(await said).toEqual({ ok: true, value: { id: stored.id, seq: stored.seq } });
    await expectTruth();
  });

  it('is rejected says so, waits as long as requested, and keeps its outbox', async ({
    expect,
  }) => {
    const { line, ada, clock, states, expectTruth } = await meet('closed-door');
    const early: number[] = [];
    let due = 0;
    ada.chat.state.subscribe((current) => {
      // A timer may fire a millisecond early.
      if (current.at === 'connecting' && clock.now() < due - HASTE * 2)
        early.push(due - clock.now());
      if (current.at === 'waiting') due = current.until;
    });
    line.follow({ does: 'refuse' });
    void ada.say('one');
    void ada.say('two');
    const attempts = () =>
      states.flatMap((current) => (current.at === 'waiting' ? [current.attempt] : []));
    await until('it has tried four times', () => Math.max(...attempts()) > 4);
    expect(attempts()).toEqual(attempts().toSorted((a, b) => a - b));
    expect(states.map(({ at }) => at)).not.toContain('live');
    expect(early).toEqual([]);
    expect(ada.chat.outbox.get().map(({ status }) => status)).toEqual(['pending', 'pending']);
    line.follow({ does: 'pass' });
    await expectTruth();
  });
});

/** Two people in their own room: Ada through a proxy with faults, Ben directly. */
async function meet(room: string) {
  const line = await FaultProxy.to(server.origin);
  // A room of its own, because the tests run in parallel.
  const random = new SeededRandom(seed);
  const clock = fastClock(HASTE);
  const environment = { clock, random: () => random.next() };
  const ben = await SdkClient.named('Ben', server.origin, { server: server.origin, room });
  const ada = await SdkClient.named('Ada', server.origin, {
    server: line.origin,
    room,
    environment,
  });
  const lies: string[] = [];
  const watch = setInterval(() => {
    const silence = Date.now() - line.heardAt;
    if (ada.at === 'live' && silence > TRUST_MS / HASTE + LATE_MS)
      lies.push(`live after ${silence} ms of silence`);
  }, 25);
  endings.push(() => {
    clearInterval(watch);
    for (const { chat } of [ada, ben]) chat.close();
    line.close();
  });
  await ada.say('hello');
  await ben.say('hello, Ada');
  const states: ConnectionState[] = [];
  ada.chat.state.subscribe((current) => states.push(current));
  return {
    room,
    line,
    ada,
    ben,
    random,
    clock,
    /** Ada's connection states since the start. */
    states,
    /** Waits for this much of Ada's time. */
    lives: (ms: number) => pause(ms / HASTE),
    /** Ada must detect the dead connection within this much of her time. */
    expectGone: (ms: number) =>
      until('Ada is not live', () => ada.at !== 'live', ms / HASTE + LATE_MS),
    /** In the end each sees what the room holds, and Ada never reported a wrong state. */
    async expectTruth(): Promise<void> {
      await expectComplete(server.origin, room, [ada, ben]);
      if (lies.length > 0) throw new Error(`Ada was ${lies[0]}`);
    },
  };
}

/** Text that compression does not make smaller than a frame should be. */
const noise = (random: SeededRandom, chars: number): string =>
  Array.from({ length: chars }, () => random.between(0, 35).toString(36)).join('');
