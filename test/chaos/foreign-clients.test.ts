// Other people's clients, all in one conversation: a tutorial's, curl, EventSource, fetch.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Message } from '../../src/protocol/message.ts';
import { findAnomalies } from '../support/checker.ts';
import { readEventStream } from '../support/event-stream.ts';
import { type Follower, followByEvents, followByPolls } from '../support/followers.ts';
import { wholeHistory } from '../support/history.ts';
import { RecordedHistory } from '../support/recorded-history.ts';
import { Server, START_MS } from '../support/server.ts';
import { TestClient } from '../support/test-client.ts';
import { until } from '../support/until.ts';

let server: Server;
const children: ChildProcess[] = [];
const followers: Follower[] = [];
const sockets: WebSocket[] = [];

beforeAll(async () => {
  server = await Server.start();
}, START_MS);
afterAll(async () => {
  for (const follower of followers) follower.stop();
  for (const socket of sockets) socket.terminate();
  for (const child of children) child.kill('SIGKILL');
  await server?.stop();
});

/** A client as every tutorial writes it: one JSON object per message, distinguished by its type. */
function tutorialClient(path: string) {
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`);
  sockets.push(socket);
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(`${data}`)));
  const opened = new Promise((open) => socket.once('open', open));
  return {
    heard,
    async send(frame: object) {
      await opened;
      socket.send(JSON.stringify(frame));
    },
    hears: (type: string, text?: string) =>
      until(`the tutorial client hears ${type} ${text ?? ''}`, () =>
        heard.find(
          (frame) => frame['type'] === type && (text === undefined || frame['text'] === text),
        ),
      ),
  };
}

describe('a client written after a tutorial', () => {
  it('joins a room by its first frame and chats [R12]', async () => {
    const client = tutorialClient('/ws');
    await client.send({ type: 'join', room: 'tutorial', name: 'Tut' });
    expect(await client.hears('system')).toMatchObject({ text: expect.stringMatching(/\w/) });
    await client.send({ type: 'message', text: 'Hello, world' });
    expect(await client.hears('message', 'Hello, world')).toMatchObject({
      user: { name: 'Tut' },
      timestamp: expect.closeTo(Date.now(), -5),
    });
    for (const frame of client.heard) {
      expect(Array.isArray(frame)).toBe(false);
      expect(frame).toMatchObject({ type: expect.stringMatching(/\w/) });
    }
  });

  it('needs no name', async () => {
    const client = tutorialClient('/ws');
    await client.send({ type: 'join', room: 'tutorial' });
    await client.hears('system');
    await client.send({ type: 'message', text: 'Who am I?' });
    expect(await client.hears('message', 'Who am I?')).toMatchObject({
      user: { name: expect.stringMatching(/^Guest \d+$/) },
    });
  });

  it('may send its message right after the join', async () => {
    const client = tutorialClient('/ws');
    await client.send({ type: 'join', room: 'tutorial', name: 'Hasty' });
    for (const text of ['one', 'two', 'three']) await client.send({ type: 'message', text });
    await client.hears('message', 'three');
    const texts = client.heard
      .filter(({ type, user }) => type === 'message' && (user as Message['user']).name === 'Hasty')
      .map(({ text }) => text);
    expect(texts).toEqual(['one', 'two', 'three']);
  });

  it('is told what is missing if it does not join', async () => {
    const client = tutorialClient('/ws');
    await client.send({ type: 'message', text: 'Anyone?' });
    expect(await client.hears('error')).toMatchObject({ code: 'bad_request' });
  });

  it('can also use the address of a room', async () => {
    const client = tutorialClient('/api/rooms/plain/socket');
    await client.hears('system');
    await client.send({ type: 'message', text: 'No join at all' });
    expect(await client.hears('message', 'No join at all')).toMatchObject({ type: 'message' });
  });
});

describe('in one conversation', () => {
  const ROOM = 'mixed';
  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  if (!hasCurl) console.warn('curl is not installed: what it would read is NOT tested here.');

  it('[I7] curl, EventSource, polls and sockets see the same, even after a crash', async () => {
    const { origin } = server;
    const [events, polls] = [
      new RecordedHistory('EventSource'),
      new RecordedHistory('short polls'),
    ];
    followers.push(followByEvents(origin, ROOM, events), followByPolls(origin, ROOM, polls, 0));
    const curl = hasCurl ? startCurl(ROOM) : undefined;
    const ada = await TestClient.named('Ada', origin);
    await ada.join(origin, ROOM);
    for (const recorded of [events, polls]) await recorded.expect('live');
    if (curl) await until('curl has a welcome', () => curl().some((e) => e.name === 'welcome'));

    const tutorial = tutorialClient('/ws');
    await tutorial.send({ type: 'join', room: ROOM, name: 'Tut' });
    await tutorial.hears('live');

    for (const text of ['first', 'second', 'third']) {
      await ada.say(`Ada's ${text}`);
      await tutorial.send({ type: 'message', text: `Tut's ${text}` });
      await ada.expectSeen(`Tut's ${text}`);
    }
    for (const recorded of [events, polls]) await recorded.expectSeen("Tut's third");
    if (curl) {
      const stream = await until('curl has the third', () => {
        const seen = curl();
        return seen.some(({ data }) => data['text'] === "Tut's third") ? seen : undefined;
      });
      const written = stream.filter(({ name }) => name === 'message');
      expect(written.map(({ data }) => data['text'])).toEqual(ada.recorded.texts);
      // Only frames that move a cursor have an id [I8].
      for (const { name, id } of stream)
        expect(id !== undefined, name).toBe(['message', 'live'].includes(name));
    }

    await server.kill();
    await server.start();
    await ada.join(origin, ROOM);
    await ada.say('after the crash');
    for (const recorded of [events, polls]) await recorded.expectSeen('after the crash');

    const stored = await wholeHistory(origin, ROOM);
    for (const recorded of [events, polls, ada.recorded])
      expect(recorded.texts, recorded.name).toEqual(stored.map(({ text }) => text));
    const sentCommands = stored.map(({ user, text }) => ({
      ...{ by: user.id, act: { type: 'message', text } as const, acks: [] },
    }));
    expect(findAnomalies({ sentCommands, stored, readers: [events, polls, ada.recorded] })).toEqual(
      [],
    );
  });

  /** `curl -N`, as someone would type it. @returns a function that returns its output so far. */
  function startCurl(room: string) {
    const child = spawn('curl', ['-sN', server.room(room, '/events')]);
    children.push(child);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    return () => readEventStream(output);
  }
});
