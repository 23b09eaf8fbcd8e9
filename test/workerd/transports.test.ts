import { describe, expect, it } from 'vitest';
import { isDurable } from '../../src/protocol/durable.ts';
import type { Frame } from '../../src/protocol/frames.ts';
import type { PollBody } from '../../src/protocol/rest.ts';
import { waitFor } from '../support/wait-for.ts';
import { SseClient } from './support/sse-client.ts';
import { ask, json, newRoom, session, TestClient } from './support/test-client.ts';

const poll = async (room: string, query = ''): Promise<PollBody> =>
  (await ask(`/api/rooms/${room}/poll${query}`)).json();
const durable = (frames: readonly Frame[]) => frames.filter(isDurable);

/** A room with every kind of durable frame in it, and a client that received them live. */
async function conversation() {
  const room = newRoom();
  const ann = await TestClient.join(room, 'Ann');
  const start = ann.cursor;
  const follower = await SseClient.connect(room);
  await follower.waitForFrame(({ type }) => type === 'live');
  const one = await ann.post('one');
  await ann.post('zwei 🎉', { replyTo: one.id });
  await ann.command({ type: 'react', id: one.id, emoji: '👍', on: true });
  await ann.command({ type: 'edit', id: one.id, text: 'uno' });
  const last = await ann.post('last');
  await ann.command({ type: 'delete', id: last.id });
  return { room, ann, follower, start };
}

describe('every transport', () => {
  it('delivers the same frames in the same order [I7]', async () => {
    const { room, ann, follower, start } = await conversation();
    await follower.waitForFrame(
      (frame) => frame.type === 'changed' && frame.message.deleted === true,
    );
    await ann.waitForFrame('changed', ({ message }) => message.deleted === true);
    expect(durable(follower.frames)).toEqual(ann.log);
    const [epoch] = start.split('.');
    const since = `${epoch}.1`;
    const replays = [
      (await TestClient.join(room, 'Bob', since)).log,
      durable((await poll(room, `?since=${since}`)).frames),
      durable((await poll(room, `?since=${since}&wait=5`)).frames),
    ];
    const late = await SseClient.connect(room, { since });
    await late.waitForFrame(({ type }) => type === 'live');
    replays.push(durable(late.frames));
    for (const replay of replays) expect(replay).toEqual(replays[0]);
    expect(replays[0]?.map((frame) => 'seq' in frame && frame.seq)).toEqual([2, 4, 5]);
    await follower.leave();
    await late.leave();
  });

  it('takes over from another midway, with nothing lost or duplicated [I7]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('by socket');
    await ann.waitForFrame('message');
    const heard = [...ann.log];
    let cursor = ann.cursor;
    const speaker = await TestClient.join(room, 'Bob');
    await speaker.post('missed by socket');
    const follower = await SseClient.connect(room, { lastEventId: cursor, since: 'old.7' });
    await speaker.post('by events');
    await follower.waitForMessage('by events');
    heard.push(...durable(follower.frames));
    cursor = follower.lastEventId ?? '';
    await follower.leave();
    await speaker.post('missed by events');
    const polled = await poll(room, `?since=${cursor}`);
    heard.push(...durable(polled.frames));
    const waiting = poll(room, `?since=${polled.cursor}&wait=25`);
    await speaker.post('by poll');
    const long = await waiting;
    heard.push(...durable(long.frames));
    const again = await TestClient.join(room, 'Ann', long.cursor);
    await speaker.post('by socket again');
    await again.waitForFrame('message');
    heard.push(...again.log);
    expect(heard.map((frame) => 'seq' in frame && frame.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('server-sent events', () => {
  it('name the frame, carry its JSON, and have an id only if it moves a cursor [I8] [R80]', async () => {
    const { ann, follower } = await conversation();
    await follower.waitForFrame(
      (frame) => frame.type === 'changed' && frame.message.deleted === true,
    );
    ann.send({ type: 'typing', on: true });
    await follower.waitForFrame(({ type }) => type === 'typing');
    const { epoch } = await ann.waitForFrame('welcome');
    expect(follower.events[0]).toMatchObject({ event: 'welcome' });
    for (const { event, id, data } of follower.events) {
      if (data === undefined) continue;
      const frame = JSON.parse(data) as Frame;
      expect(event).toBe(frame.type);
      if (isDurable(frame)) expect(id).toBe(`${epoch}.${frame.seq}`);
      else expect(id).toBe(frame.type === 'live' ? frame.cursor : undefined);
    }
    await follower.leave();
  });

  it('continue where the browser stopped, although it sends its old address again [R81]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('one');
    const old = ann.cursor;
    await ann.post('two');
    const read = ann.cursor;
    await ann.post('three');
    const follower = await SseClient.connect(room, { since: old, lastEventId: read });
    await follower.waitForFrame(({ type }) => type === 'live');
    const texts = follower.frames.flatMap((frame) => ('text' in frame ? [frame.text] : []));
    expect(texts).toEqual(['three']);
    await follower.leave();
  });

  it('do not join the room when requested by HEAD', async () => {
    const room = newRoom();
    const head = await ask(`/api/rooms/${room}/events`, { method: 'HEAD' });
    expect([head.status, head.headers.get('Content-Type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    const { online } = (await (await ask(`/api/rooms/${room}`)).json()) as { online: number };
    expect(online).toBe(0);
  });

  it('leave the room when their reader does [I9]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const follower = await SseClient.connect(room, { token: (await session('Bob')).token });
    await ann.waitForFrame('presence', ({ online }) => online === 2);
    await follower.leave();
    await waitFor(async () => {
      // Away, but within the 15 seconds of grace: none of their connections is left.
      const again = await SseClient.connect(room);
      await again.leave();
      const { online } = (await (await ask(`/api/rooms/${room}`)).json()) as { online: number };
      expect(online).toBe(2);
    });
  });

  it('reject permanently by status, and temporarily by an end with a retry time', async () => {
    const room = newRoom();
    const refused = await ask(`/api/rooms/${room}/events`, {
      headers: { Authorization: 'Bearer nonsense' },
    });
    expect(refused.status).toBe(401);
    expect((await ask('/api/rooms/No/events')).status).toBe(400);
    const { token } = await session('Many');
    const open: TestClient[] = [];
    for (let i = 0; i < 20; i++)
      open.push(await TestClient.connect(room, { session: { token, user: { id: '', name: '' } } }));
    const full = await SseClient.connect(room, { token });
    await full.waitForEnd();
    expect(full.events.at(-1)).toMatchObject({ event: 'bye', retry: '30000' });
    expect(full.frames).toEqual([{ type: 'bye', code: 4101, retryAfterMs: 30_000 }]);
    for (const person of open) person.leave();
  });
});

describe('a long poll [R85]', () => {
  it('returns after its wait, with the cursor unchanged', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('hello');
    await ann.waitForFrame('message');
    const { cursor, mode, frames } = await poll(room, `?since=${ann.cursor}&wait=0.05`);
    expect([cursor, mode, durable(frames)]).toEqual([ann.cursor, 'resumed', []]);
  });

  it('accepts a wait of 0 to 25 seconds', async () => {
    for (const wait of ['26', '-1', 'soon'])
      expect((await ask(`/api/rooms/${newRoom()}/poll?wait=${wait}`)).status).toBe(400);
  });
});

describe('a POST', () => {
  it('of frames returns their replies, in order [R72]', async () => {
    const room = newRoom();
    const { token } = await session('Ann');
    const frames = [
      { type: 'message', text: 'one', cid: 'a' },
      { type: 'typing', on: false },
      { type: 'message', text: '', cid: 'b' },
      { type: 'who' },
      { type: 'message', text: 'one', cid: 'a' },
      { type: 'sync' },
    ];
    const response = await ask(`/api/rooms/${room}/frames`, json(frames, token));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject([
      { type: 'ack', cid: 'a', seq: 1 },
      { type: 'error', cid: 'b', code: 'bad_request' },
      { type: 'presence', online: 0 },
      { type: 'ack', cid: 'a', seq: 1, duplicate: true },
      { type: 'error', code: 'bad_request' },
    ]);
  });

  it('of a message is idempotent by cid and by header, and delivered to everyone', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const { token, user } = await session('Backend');
    const { id, name } = user;
    const url = `/api/rooms/${room}/messages`;
    const first = await ask(url, json({ text: 'deployed', cid: 'd1' }, token));
    expect(first.status).toBe(201);
    const { message } = (await first.json()) as { message: unknown };
    expect(await ann.waitForFrame('message')).toMatchObject({
      text: 'deployed',
      user: { id, name },
    });
    const keyed = json({ text: 'deployed' }, token);
    const again = await ask(url, {
      ...keyed,
      headers: { ...keyed.headers, 'Idempotency-Key': 'd1' },
    });
    expect([again.status, await again.json()]).toEqual([200, { message }]);
    expect((await ask(url, json({ text: 'other', cid: 'd1' }, token))).status).toBe(409);
    expect(ann.texts).toEqual(['deployed']);
  });
});
