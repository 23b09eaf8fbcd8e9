// The server is killed in the middle of a conversation, again and again, and no message is lost.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAnomalies } from '../support/checker.ts';
import {
  type Follower,
  followByEvents,
  followByPolls,
  followBySocket,
} from '../support/followers.ts';
import { wholeHistory } from '../support/history.ts';
import { RecordedHistory } from '../support/recorded-history.ts';
import { scale } from '../support/scale.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { byFrames, byMessages, bySocket, Sender } from '../support/senders.ts';
import { Server, START_MS } from '../support/server.ts';
import { session } from '../support/test-client.ts';
import { until } from '../support/until.ts';

const ROOM = 'storm';
const KILLS = scale(3, 12);
const REPEATS = 20;

let server: Server;
const followers: Follower[] = [];
const senders: Sender[] = [];

beforeAll(async () => {
  // Nobody falls so far behind that a resume would be a gap, which the checker would allow.
  server = await Server.start({ vars: { LIMIT_REPLAY_FRAMES: '5000' } });
}, START_MS);
afterAll(async () => {
  for (const follower of followers) follower.stop();
  for (const sender of senders) sender.stop();
  await server?.stop();
});

const acks = () => senders.reduce((sum, sender) => sum + sender.acks, 0);

it('[I1][I2][I3][I5] keeps every acknowledged message, once and in order, through kill -9', async () => {
  const random = SeededRandom.fromEnvironment();
  console.info(`kill: SEED=${random.seed}`);
  const { origin } = server;
  const diaries = ['socket', 'events', 'long polls', 'short polls'].map(
    (name) => new RecordedHistory(name),
  );
  const [socket, events, longPolls, shortPolls] = diaries as [
    RecordedHistory,
    RecordedHistory,
    RecordedHistory,
    RecordedHistory,
  ];
  followers.push(
    followBySocket(origin, ROOM, socket),
    followByEvents(origin, ROOM, events),
    followByPolls(origin, ROOM, longPolls, 5),
    followByPolls(origin, ROOM, shortPolls, 0),
  );
  // Everyone joins before the first message, so that everything they receive can be checked.
  for (const recorded of diaries) await recorded.expect('live');

  for (let number = 0; number < 8; number += 1) {
    const identity = await session(origin, `s${number}`);
    const ways = [bySocket, byFrames, byMessages].map((by) => by(origin, ROOM, identity));
    // Two on each transport, and two that change theirs from one batch to the next.
    const routes = number < 6 ? ways.slice(number % 3, (number % 3) + 1) : ways;
    senders.push(new Sender(identity, routes, new SeededRandom(random.between(1, 1e9))));
  }
  const talking = Promise.all(senders.map((sender) => sender.run()));

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const before = acks();
    const more = random.between(20, 300);
    await until(`${more} more are acked`, () => acks() >= before + more);
    await server.kill();
    await server.start();
  }
  for (const sender of senders) sender.stop();
  await talking;
  const repeats = await Promise.allSettled(senders.map((sender) => sender.repeat(REPEATS)));

  const stored = await wholeHistory(origin, ROOM);
  const last = stored.at(-1)?.text ?? '';
  for (const recorded of diaries) await recorded.expectSeen(last);
  for (const follower of followers) follower.stop();

  const sentCommands = senders.flatMap((sender) => sender.sentCommands);
  const readers = diaries.map(({ name, frames }) => ({ name, frames }));
  expect(findAnomalies({ sentCommands, stored, readers }).slice(0, 10)).toEqual([]);
  expect(repeats.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(stored.length).toBe(sentCommands.length);
  for (const { name, frames } of readers) {
    const modes = frames.flatMap((frame) => (frame.type === 'welcome' ? [frame.mode] : []));
    expect(new Set(modes.slice(1)), name).toEqual(new Set(['resumed']));
  }
  console.info(`kill: ${stored.length} messages, ${acks()} acks, ${KILLS} kills`);
});
