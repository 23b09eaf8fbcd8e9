// The server is killed under a thousand clients; they come back one after the other, and all of them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chat, connect } from '../../src/client/index.ts';
import { Chance } from '../support/chance.ts';
import { FaultLine } from '../support/fault-line.ts';
import { Server, START_MS } from '../support/server.ts';
import { percentile, spread } from '../support/spread.ts';
import { until } from '../support/until.ts';
import { Visitor } from '../support/visitor.ts';
import { expectWhole } from '../support/whole.ts';

const ROOM = 'herd';
const READERS = 1000;
const AT_ONCE = 100;
const SPEAKERS = 5;
/** Even where the machine has other things to do. */
const WHOLE_MS = 60_000;
/** The first wait is a random share of a second. */
const FIRST_WAIT_MS = 1000;
/** From the first try to the last. */
const SPREAD_MS = 5000;

let server: Server;
let line: FaultLine;
const speakers: Visitor[] = [];
const readers: Chat[] = [];

beforeAll(async () => {
  server = await Server.start();
  line = await FaultLine.to(server.origin);
}, START_MS);
afterAll(async () => {
  for (const chat of [...readers, ...speakers.map((speaker) => speaker.chat)]) chat.close();
  line?.close();
  await server?.stop();
});

it('comes back spread over time, whole, with nobody turned away', async () => {
  const chance = Chance.fromEnvironment();
  console.info(`client herd: SEED=${chance.seed}`);
  const place = { server: line.origin, room: ROOM };
  const options = () => {
    const own = new Chance(chance.between(1, 1e9));
    // One way to connect, so that each try is counted once.
    const environment = { random: () => own.next(), rungs: ['websocket'] as const };
    return { ...place, environment };
  };
  for (let number = 1; number <= SPEAKERS; number += 1)
    speakers.push(await Visitor.named(`Speaker ${number}`, server.origin, options()));
  while (readers.length < READERS) {
    readers.push(...Array.from({ length: AT_ONCE }, () => connect(options())));
    await until('the newcomers are live', () => readers.every(isLive));
  }
  const chats = [...readers, ...speakers.map(({ chat }) => chat)];
  const lost = chats.map((chat) => timeLoss(chat));

  const known = line.arrivals.length;
  await server.kill();
  await until('everyone has noticed', () => chats.every((chat) => !isLive(chat)));
  for (const speaker of speakers) void speaker.say(`${speaker.name}: is anybody there?`);
  await server.start();
  const upAt = Date.now();
  await until('everyone is live', () => chats.every(isLive), WHOLE_MS);
  const liveMs = Date.now() - upAt;

  await Promise.all(speakers.map((speaker) => speaker.say(`${speaker.name}: there you are`)));
  await expectWhole(server.origin, ROOM, speakers);
  const words = speakers[0]?.texts ?? [];
  const hasAll = (chat: Chat) => chat.messages.get().length === words.length;
  await until('everyone has read it all', () => readers.every(hasAll));
  for (const chat of readers) expect(chat.messages.get().map(({ text }) => text)).toEqual(words);

  const tries = line.arrivals.slice(known);
  const firstWaits = lost.map(({ firstWait }) => firstWait);
  const backAfter = lost.map(({ backAt }) => backAt - upAt);
  console.info(`client herd: first waits ${spread(firstWaits)}`);
  console.info(`client herd: ${tries.length} tries, by second ${bySecond(tries).join(' ')}`);
  console.info(`client herd: live again once the server is up ${spread(backAfter)}`);
  console.info(`client herd: all live ${liveMs} ms after that`);
  expect(lost.flatMap(({ refused }) => refused)).toEqual([]);
  // Full jitter, as the clients mean it: when a try arrives is up to the machine too.
  expect(percentile(firstWaits, 0.95) - percentile(firstWaits, 0.05)).toBeGreaterThan(
    FIRST_WAIT_MS * 0.8,
  );
  expect((tries.at(-1) ?? 0) - (tries[0] ?? 0)).toBeGreaterThan(SPREAD_MS);
});

const isLive = (chat: Chat): boolean => chat.state.get().at === 'live';

/** Notes how long a client first waits after it lost its connection, and when it is back. */
function timeLoss(chat: Chat) {
  const loss = { firstWait: -1, backAt: 0, refused: [] as string[] };
  chat.state.subscribe((link) => {
    if (loss.firstWait < 0) loss.firstWait = link.at === 'waiting' ? link.until - Date.now() : 0;
    if (link.at === 'live') loss.backAt = Date.now();
    if (link.at === 'refused') loss.refused.push(link.reason.code);
  });
  return loss;
}

/** How many fall into each second since the first. */
function bySecond(times: readonly number[]): number[] {
  const counts: number[] = [];
  for (const time of times) {
    const second = Math.floor((time - (times[0] ?? 0)) / 1000);
    counts[second] = (counts[second] ?? 0) + 1;
  }
  return Array.from(counts, (count) => count ?? 0);
}
