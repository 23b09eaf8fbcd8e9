// Twenty people chat over connections that break every few seconds for about two, and nothing is lost.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Chance } from '../support/chance.ts';
import { FaultLine } from '../support/fault-line.ts';
import { scale } from '../support/scale.ts';
import { Server, START_MS } from '../support/server.ts';
import { spread } from '../support/spread.ts';
import { storm } from '../support/storm.ts';
import { Visitor } from '../support/visitor.ts';
import { expectWhole } from '../support/whole.ts';

const ROOM = 'jitter';
const PEOPLE = 20;
const STORM_MS = scale(20_000, 120_000);
const WEATHER = { up: [2000, 6000], down: [1500, 2500] } as const;
/** The longest wait between two attempts is a minute. */
const WHOLE_MS = 75_000;

let server: Server;
const lines: FaultLine[] = [];
const people: Visitor[] = [];

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
  const chance = Chance.fromEnvironment();
  console.info(`client jitter: SEED=${chance.seed}`);
  for (let number = 0; number < PEOPLE; number += 1) {
    const line = await FaultLine.to(server.origin);
    lines.push(line);
    const own = new Chance(chance.between(1, 1e9));
    const options = { server: line.origin, room: ROOM, environment: { random: () => own.next() } };
    people.push(await Visitor.named(`Guest ${number}`, server.origin, options));
  }

  const ending = new AbortController();
  const over = setTimeout(() => ending.abort(), STORM_MS);
  const sinceBack: number[] = [];
  const sinceCut: number[] = [];
  const doing = people.flatMap((visitor, number) => {
    const line = lines[number] as FaultLine;
    const outages = timeOutages(visitor, sinceCut, sinceBack);
    const weather = storm(
      line,
      new Chance(chance.between(1, 1e9)),
      WEATHER,
      ending.signal,
      outages,
    );
    return [weather, talk(visitor, new Chance(chance.between(1, 1e9)), ending.signal)];
  });
  await Promise.all(doing);
  clearTimeout(over);

  const stormEnd = Date.now();
  const count = await expectWhole(server.origin, ROOM, people, WHOLE_MS);
  console.info(
    `client jitter: ${count} messages, whole ${Date.now() - stormEnd} ms after the storm`,
  );
  console.info(`client jitter: live again after a cut: ${spread(sinceCut)}`);
  console.info(`client jitter: live again once the line is back: ${spread(sinceBack)}`);
  expect(count).toBeGreaterThan(PEOPLE * 10);
});

async function talk(visitor: Visitor, chance: Chance, ending: AbortSignal): Promise<void> {
  for (let number = 1; !ending.aborted; number += 1) {
    // The result is checked when all is over.
    void visitor.say(`${visitor.name} says ${number}${' and so on'.repeat(chance.between(0, 20))}`);
    await pause(chance.between(500, 1500));
  }
}

/** Measures each outage of a client, from the first disconnect and from the network's return. */
function timeOutages({ chat }: Visitor, sinceCut: number[], sinceBack: number[]) {
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
