// Twenty people chat over connections that break every few seconds for about two, and nothing is lost.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectComplete } from '../support/expect-complete.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { flapConnection } from '../support/flap-connection.ts';
import { scale } from '../support/scale.ts';
import { SdkClient } from '../support/sdk-client.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { Server, START_MS } from '../support/server.ts';
import { spread } from '../support/spread.ts';

const ROOM = 'jitter';
const PEOPLE = 20;
const STORM_MS = scale(20_000, 120_000);
const WEATHER = { up: [2000, 6000], down: [1500, 2500] } as const;
/** The longest wait between two attempts is a minute. */
const WHOLE_MS = 75_000;

let server: Server;
const lines: FaultProxy[] = [];
const people: SdkClient[] = [];

beforeAll(async () => {
  // A client that is away for long still gets a replay, not a gap and the newest page.
  server = await Server.start({ vars: { LIMIT_REPLAY_FRAMES: '5000' } });
}, START_MS);
afterAll(async () => {
  for (const { chat } of people) chat.close();
  for (const line of lines) line.close();
  await server?.stop();
});

it('[I1][I2][I3] delivers every message once, in one order, through two-second disconnects', async () => {
  const random = SeededRandom.fromEnvironment();
  console.info(`client jitter: SEED=${random.seed}`);
  for (let number = 0; number < PEOPLE; number += 1) {
    const line = await FaultProxy.to(server.origin);
    lines.push(line);
    const own = new SeededRandom(random.between(1, 1e9));
    const options = { server: line.origin, room: ROOM, environment: { random: () => own.next() } };
    people.push(await SdkClient.named(`Guest ${number}`, server.origin, options));
  }

  const ending = new AbortController();
  const over = setTimeout(() => ending.abort(), STORM_MS);
  const sinceBack: number[] = [];
  const sinceCut: number[] = [];
  const doing = people.flatMap((client, number) => {
    const line = lines[number] as FaultProxy;
    const outages = timeOutages(client, sinceCut, sinceBack);
    const weather = flapConnection(
      line,
      new SeededRandom(random.between(1, 1e9)),
      WEATHER,
      ending.signal,
      outages,
    );
    return [weather, talk(client, new SeededRandom(random.between(1, 1e9)), ending.signal)];
  });
  await Promise.all(doing);
  clearTimeout(over);

  const stormEnd = Date.now();
  const count = await expectComplete(server.origin, ROOM, people, WHOLE_MS);
  console.info(
    `client jitter: ${count} messages, whole ${Date.now() - stormEnd} ms after the storm`,
  );
  console.info(`client jitter: live again after a cut: ${spread(sinceCut)}`);
  console.info(`client jitter: live again once the line is back: ${spread(sinceBack)}`);
  expect(count).toBeGreaterThan(PEOPLE * 10);
});

async function talk(client: SdkClient, random: SeededRandom, ending: AbortSignal): Promise<void> {
  for (let number = 1; !ending.aborted; number += 1) {
    // The result is checked when all is over.
    void client.say(`${client.name} says ${number}${' and so on'.repeat(random.between(0, 20))}`);
    await pause(random.between(500, 1500));
  }
}

/** Measures each outage of a client, from the first disconnect and from the network's return. */
function timeOutages({ chat }: SdkClient, sinceCut: number[], sinceBack: number[]) {
  let cut: number | undefined;
  let back: number | undefined;
  chat.state.subscribe(({ at }) => {
    if (at !== 'live' || cut === undefined || back === undefined) return;
    sinceCut.push(Date.now() - cut);
    sinceBack.push(Date.now() - back);
    cut = undefined;
    back = undefined;
  });
  return {
    cut: () => {
      cut ??= Date.now();
    },
    back: () => {
      back ??= Date.now();
    },
  };
}
