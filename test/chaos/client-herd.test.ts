// The server is killed under a thousand clients; all of them reconnect, one after the other.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chat, connect, type Transport } from '../../src/client/index.ts';
import { expectComplete } from '../support/expect-complete.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { SdkClient } from '../support/sdk-client.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { Server, START_MS } from '../support/server.ts';
import { percentile, spread } from '../support/spread.ts';
import { until } from '../support/until.ts';

const ROOM = 'herd';
const READERS = 1000;
const AT_ONCE = 100;
const SPEAKERS = 5;
/** Clients in another room on the same server. */
const FEW = 20;
/** Even if the machine is busy. */
const WHOLE_MS = 60_000;
/** The spread of the middle nine tenths of a thousand. */
const SPREAD_MS = 2000;
/** The longest wait of the few. */
const FIRST_WAIT_MS = 1000;
/** For a client whose probe failed in a slow moment, three times at most. */
const ON_TOP_MS = 30_000;

let server: Server;
let line: FaultProxy;
const speakers: SdkClient[] = [];
const readers: Chat[] = [];
const few: Chat[] = [];

beforeAll(async () => {
  server = await Server.start();
  line = await FaultProxy.to(server.origin);
}, START_MS);
afterAll(async () => {
  for (const chat of [...readers, ...few, ...speakers.map((speaker) => speaker.chat)]) chat.close();
  line?.close();
  await server?.stop();
});

it('reconnects spread over time, complete, with nobody rejected', async () => {
  const random = SeededRandom.fromEnvironment();
  console.info(`client herd: SEED=${random.seed}`);
  const options = (room = ROOM) => {
    const own = new SeededRandom(random.between(1, 1e9));
    return { server: line.origin, room, environment: { random: () => own.next() } };
  };
  for (let number = 1; number <= SPEAKERS; number += 1)
    speakers.push(await SdkClient.named(`Speaker ${number}`, server.origin, options()));
  few.push(...Array.from({ length: FEW }, () => connect(options('few'))));
  while (readers.length < READERS) {
    readers.push(...Array.from({ length: AT_ONCE }, () => connect(options())));
    await until('the newcomers are live', () => [...readers, ...few].every(isLive));
  }
  const crowd = [...readers, ...speakers.map(({ chat }) => chat)];
  const chats = [...crowd, ...few];
  await until('all know how many they are', () =>
    crowd.every((chat) => chat.presence.get().online === crowd.length),
  );
  await until('everyone is on a WebSocket', () => chats.every(isOnTop), ON_TOP_MS);
  const tries: Try[] = [];
  const lost = crowd.map((chat) => timeLoss(chat, tries));
  const fewLost = few.map((chat) => timeLoss(chat, tries));

  const connections = line.arrivals.length;
  await server.kill();
  await until('everyone has noticed', () => chats.every((chat) => !isLive(chat)));
  for (const speaker of speakers) void speaker.say(`${speaker.name}: is anybody there?`);
  await server.start();
  const upAt = Date.now();
  await until('everyone is live', () => chats.every(isLive), WHOLE_MS);
  const liveMs = Date.now() - upAt;

  await Promise.all(speakers.map((speaker) => speaker.say(`${speaker.name}: there you are`)));
  await expectComplete(server.origin, ROOM, speakers);
  const words = speakers[0]?.texts ?? [];
  const hasAll = (chat: Chat) => chat.messages.get().length === words.length;
  await until('everyone has read it all', () => readers.every(hasAll));
  for (const chat of readers) expect(chat.messages.get().map(({ text }) => text)).toEqual(words);

  const transports = chats.map(transportOf);
  await until('everyone is on a WebSocket again', () => chats.every(isOnTop), ON_TOP_MS);
  const onTopMs = Date.now() - upAt;

  const firstWaits = lost.map(({ firstWait }) => firstWait);
  const figures = {
    'first waits': spread(firstWaits),
    'first waits of the few': spread(fewLost.map(({ firstWait }) => firstWait)),
    'first tries by second': bySecond(lost.map(({ firstTry }) => firstTry)),
    'tries by second': bySecond(tries.map(({ at }) => at)),
    'tries by transport': tally(tries.map(({ transport }) => transport)),
    connections: line.arrivals.length - connections,
    'live again once the server is up': spread(lost.map(({ backAt }) => backAt - upAt)),
    'the few live again': spread(fewLost.map(({ backAt }) => backAt - upAt)),
    'all live': `${liveMs} ms after that, ${tally(transports)}`,
    'all on a WebSocket': `${onTopMs} ms after that`,
  };
  for (const [what, figure] of Object.entries(figures))
    console.info(`client herd: ${what}: ${figure}`);
  expect([...lost, ...fewLost].flatMap(({ refused }) => refused)).toEqual([]);
  // By the clients' plan: when an attempt arrives also depends on the machine.
  expect(percentile(firstWaits, 0.95) - percentile(firstWaits, 0.05)).toBeGreaterThan(SPREAD_MS);
  expect(Math.max(...fewLost.map(({ firstWait }) => firstWait))).toBeLessThanOrEqual(FIRST_WAIT_MS);
});

type Try = { readonly at: number; readonly transport: Transport };

const transportOf = (chat: Chat): Transport | null => {
  const current = chat.state.get();
  return current.at === 'live' ? current.transport : null;
};
const isOnTop = (chat: Chat): boolean => transportOf(chat) === 'websocket';

const isLive = (chat: Chat): boolean => chat.state.get().at === 'live';

/** Records a client's first wait after a disconnect, each attempt, and when it is back. */
function timeLoss(chat: Chat, tries: Try[]) {
  const loss = { firstWait: -1, firstTry: 0, backAt: 0, refused: [] as string[] };
  chat.state.subscribe((current) => {
    if (loss.firstWait < 0)
      loss.firstWait = current.at === 'waiting' ? current.until - Date.now() : 0;
    if (current.at === 'connecting' && current.transport) {
      tries.push({ at: Date.now(), transport: current.transport });
      loss.firstTry ||= Date.now();
    }
    if (current.at === 'live') loss.backAt ||= Date.now();
    if (current.at === 'refused') loss.refused.push(current.reason.code);
  });
  return loss;
}

/** How many fall into each second since the first. */
function bySecond(times: readonly number[]): string {
  const counts: number[] = [];
  const first = Math.min(...times);
  for (const time of times) {
    const second = Math.floor((time - first) / 1000);
    counts[second] = (counts[second] ?? 0) + 1;
  }
  return Array.from(counts, (count) => count ?? 0).join(' ');
}

/** How many there are of each. */
function tally(names: readonly (string | null)[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(String(name), (counts.get(String(name)) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
