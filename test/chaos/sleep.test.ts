// The platform itself puts an idle room to sleep with people connected, without interruption [I12].
import { setTimeout as pause } from 'node:timers/promises';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Server, START_MS } from '../support/server.ts';
import { session, TestClient } from '../support/test-client.ts';
import { until } from '../support/until.ts';

const ROOM = 'dormitory';
/** The platform waits for 10 s of silence before a room sleeps, so the test seldom looks. */
const SILENCES_MS = [12_000, 15_000, 20_000];

let server: Server;
beforeAll(async () => {
  // What clients without a connection may signal is in memory only: a sleep resets it, or an hour.
  server = await Server.start({ vars: { LIMIT_SIGNAL_BURST: '1', LIMIT_SIGNAL_PER_MINUTE: '1' } });
}, START_MS);
afterAll(() => server?.stop());

it('[I12] sleeps with a socket and an event stream connected, and both get what comes next', async () => {
  const [ada, ben] = [
    await TestClient.named('Ada', server.origin),
    await TestClient.named('Ben', server.origin),
  ];
  await ada.join(server.origin, ROOM);
  const follower = new EventSource(server.room(ROOM, '/events'));
  const heard: string[] = [];
  follower.addEventListener('message', ({ data }) => heard.push(JSON.parse(data).text));
  try {
    await ada.say('good night');
    await until('the follower is here', () => heard.includes('good night'));
    const { token } = await session(server.origin, 'Stranger');
    expect(await signal(token)).toBe('taken');
    expect(await signal(token)).toBe('rate_limited');

    let slept = false;
    for (const silence of SILENCES_MS) {
      await ada.ping();
      await pause(silence);
      slept = (await signal(token)) === 'taken';
      if (slept) break;
    }
    expect(slept, 'the room stayed awake').toBe(true);

    await ben.join(server.origin, ROOM);
    await ben.say('good morning');
    await ada.expectSeen('good morning');
    await until('the follower has heard it', () => heard.includes('good morning'));
    expect(heard).toEqual(['good night', 'good morning']);
    expect(ada.closed).toBeUndefined();
  } finally {
    follower.close();
  }
});

async function signal(token: string): Promise<string> {
  const response = await fetch(server.room(ROOM, '/frames'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: '{"type":"typing","on":true}',
  });
  const [reply] = (await response.json()) as { code: string }[];
  return reply?.code ?? 'taken';
}
