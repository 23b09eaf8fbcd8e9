// A client stops reading while others write. Only it is disconnected, and it resumes completely [I10].
import { randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ERRORS } from '../../src/protocol/errors.ts';
import type { RoomFacts } from '../../src/protocol/rest.ts';
import { findAnomalies } from '../support/checker.ts';
import { readEventStream } from '../support/event-stream.ts';
import { followByEvents } from '../support/followers.ts';
import { wholeHistory } from '../support/history.ts';
import { RecordedHistory } from '../support/recorded-history.ts';
import type { SentCommand } from '../support/recording.ts';
import { Server, START_MS } from '../support/server.ts';
import { TestClient } from '../support/test-client.ts';
import { until } from '../support/until.ts';

/** Kernels buffer a few MB between the room and a reader; only then do the room's own buffers fill. */
const MOST_MESSAGES = 2500;
const AT_ONCE = 50;
const TEXT_BYTES = 11_000;
const MOST_GROWTH_BYTES = 128 * 2 ** 20;

let server: Server;
let ada: TestClient;
let ben: TestClient;

beforeAll(async () => {
  server = await Server.start({
    vars: { LIMIT_TEXT_CHARS: '20000', LIMIT_FRAME_BYTES: '61000', LIMIT_REPLAY_FRAMES: '5000' },
  });
  [ada, ben] = [
    await TestClient.named('Ada', server.origin),
    await TestClient.named('Ben', server.origin),
  ];
}, START_MS);
afterAll(() => server?.stop());

it('[I10] disconnects a WebSocket that is not read, and nobody else', async () => {
  const room = 'busy-socket';
  const slow = TestClient.reader('Slow');
  for (const person of [ada, ben, slow]) await person.join(server.origin, room);
  slow.socket.pause();
  const sentCommands = await talkUntilAlone(room);

  slow.socket.resume();
  expect((await slow.expectClosed()).code).toBe(ERRORS.too_slow.close);
  await slow.join(server.origin, room);
  await expectComplete(room, sentCommands, slow.recorded);
});

it('[I10] ends an event stream that is not read, and nothing else', async () => {
  const room = 'busy-events';
  [ada, ben] = [
    await TestClient.named('Ada', server.origin),
    await TestClient.named('Ben', server.origin),
  ];
  for (const person of [ada, ben]) await person.join(server.origin, room);
  const slow = new RecordedHistory('Slow');
  const stream = await new Promise<IncomingMessage>((answered, failed) =>
    get(server.room(room, '/events'), answered).once('error', failed),
  );
  await until('the stream is counted', async () => (await online(room)) === 3);
  const sentCommands = await talkUntilAlone(room);

  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  const events = readEventStream(text);
  expect(events.at(-1)).toMatchObject({ name: 'bye', data: { code: ERRORS.too_slow.close } });
  slow.add(events.map(({ data }) => data as never));
  const follower = followByEvents(server.origin, room, slow);
  try {
    await expectComplete(room, sentCommands, slow);
  } finally {
    follower.stop();
  }
});

/** Ada writes until the room counts the two who read and nobody else. @returns her messages. */
async function talkUntilAlone(room: string): Promise<SentCommand[]> {
  const before = server.memory();
  let most = before;
  const sentCommands: SentCommand[] = [];
  do {
    for (let number = 0; number < AT_ONCE; number += 1) {
      // Incompressible text.
      const text = `${sentCommands.length} ${randomBytes(TEXT_BYTES).toString('base64')}`;
      sentCommands.push({
        by: ada.id,
        act: { type: 'message', text, cid: ada.sendMessage(text) },
        acks: [],
      });
    }
    const cid = sentCommands.at(-1)?.act.cid;
    await ada.recorded.expect('ack', (ack) => ack.cid === cid);
    most = Math.max(most, server.memory());
  } while ((await online(room)) > 2 && sentCommands.length < MOST_MESSAGES);

  const megabytes = Math.round((sentCommands.length * TEXT_BYTES * 4) / 3 / 1e6);
  console.info(`slow reader: ${megabytes} MB said, memory ${before >> 20} to ${most >> 20} MB`);
  expect(await online(room), 'the slow reader is disconnected').toBe(2);
  expect(most - before).toBeLessThan(MOST_GROWTH_BYTES);
  expect([ada.closed, ben.closed]).toEqual([undefined, undefined]);
  return sentCommands;
}

/** Readers without a token are counted only while they are connected. */
async function online(room: string): Promise<number> {
  const facts = (await (await fetch(server.room(room))).json()) as RoomFacts;
  return facts.online;
}

async function expectComplete(
  room: string,
  sentCommands: SentCommand[],
  slow: RecordedHistory,
): Promise<void> {
  const stored = await wholeHistory(server.origin, room);
  expect(stored.length).toBe(sentCommands.length);
  const readers = [ada.recorded, ben.recorded, slow];
  for (const recorded of readers) await recorded.expectSeen(stored.at(-1)?.text ?? '');
  expect(findAnomalies({ sentCommands, stored, readers })).toEqual([]);
}
