import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PollBody } from '../../src/protocol/rest.ts';
import { waitFor } from '../support/wait-for.ts';
import { stubOf } from './support/rooms.ts';
import { SseClient } from './support/sse-client.ts';
import { ask, json, newRoom, session, TestClient } from './support/test-client.ts';

afterEach(() => vi.restoreAllMocks());

const longPoll = async (room: string, since: string): Promise<PollBody> =>
  (await ask(`/api/rooms/${room}/poll?since=${since}&wait=25`)).json();

describe('a sleep [I12]', () => {
  it('goes unnoticed: sockets, event streams and long polls get what comes next', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    await ann.post('before');
    const follower = await SseClient.connect(room);
    await follower.waitForMessage('before');
    const polled = longPoll(room, ann.cursor);
    // The poll has reached the room before it sleeps.
    await waitFor(async () => {
      const facts = (await (await ask(`/api/rooms/${room}`)).json()) as { online: number };
      expect(facts.online).toBe(4);
    });

    await evictDurableObject(stubOf(room), { webSockets: 'hibernate' });
    await ann.post('after');
    await bob.waitForFrame('message', ({ text }) => text === 'after');
    await follower.waitForMessage('after');
    const { frames } = await polled;
    expect(frames.flatMap((frame) => (frame.type === 'message' ? [frame.text] : []))).toEqual([
      'after',
    ]);
    expect([ann.closed, bob.closed, follower.ended]).toEqual([undefined, undefined, false]);
    await follower.leave();
  });

  it('can happen twenty times in the middle of a conversation', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    for (let i = 0; i < 20; i++) {
      await (i % 2 === 0 ? ann : bob).post(`m${i}`);
      await evictDurableObject(stubOf(room));
    }
    await bob.waitForFrame('message', ({ text }) => text === 'm19');
    expect(bob.texts).toEqual(Array.from({ length: 20 }, (_, i) => `m${i}`));
    expect(ann.texts).toEqual(bob.texts);
  });

  it('keeps the epoch even if nothing has been written yet', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const { epoch } = await ann.waitForFrame('welcome');
    await evictDurableObject(stubOf(room));
    await ann.post('first');
    const bob = await TestClient.join(room, 'Bob', `${epoch}.0`);
    expect(await bob.waitForFrame('welcome')).toMatchObject({ epoch, mode: 'resumed' });
    expect(bob.texts).toEqual(['first']);
  });

  it('keeps all rate limits, by socket and by POST', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const { id } = await ann.post('popular');
    const bob = await session('Bob');
    const react = (on: boolean) => ({ type: 'react', id, emoji: '👍', on });
    const reactsByPost = async (on: boolean) => {
      const response = await ask(`/api/rooms/${room}/frames`, json(react(on), bob.token));
      return ((await response.json()) as { type: string; code?: string }[])[0]?.code ?? 'ack';
    };
    const answers: string[] = [];
    for (let i = 0; i < 21; i++) {
      const answer = await ann.command(react(i % 2 === 0));
      answers.push(answer.type === 'error' ? answer.code : 'ack');
    }
    expect(answers.at(-1)).toBe('rate_limited');
    for (let i = 0; i < 21; i++) answers.push(await reactsByPost(i % 2 === 0));
    expect(answers.at(-1)).toBe('rate_limited');

    await evictDurableObject(stubOf(room));
    const again = await ann.command(react(false));
    expect(again).toMatchObject({ type: 'error', code: 'rate_limited' });
    expect(await reactsByPost(true)).toBe('rate_limited');
  });

  it('keeps rate limits that the log does not know of either', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const limited = (frame: { type: string; code?: string }) => frame.code === 'rate_limited';
    ann.send(Array(31).fill({ type: 'typing', on: true }));
    await ann.waitForFrame('error', limited);
    await evictDurableObject(stubOf(room));
    const from = ann.received.length;
    ann.send({ type: 'who' });
    const answer = await ann.waitForFrameAfter(
      from,
      ({ type }) => type === 'error' || type === 'presence',
    );
    expect(answer).toMatchObject({ code: 'rate_limited' });
  });

  it('is possible once a conversation is over: no timer or promise is left', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    const timers = new Set<unknown>();
    const realSet = globalThis.setTimeout;
    const started = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((
      run: () => void,
      ms?: number,
    ) => {
      const timer = realSet(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
      return timer;
    }) as typeof setTimeout);
    const intervals = vi.spyOn(globalThis, 'setInterval');
    const pending = new Set<Promise<unknown>>();
    await runInDurableObject(stubOf(room), (_room, ctx) => {
      const real = ctx.waitUntil.bind(ctx);
      ctx.waitUntil = (promise) => {
        pending.add(promise);
        real(promise.finally(() => pending.delete(promise)));
      };
    });
    for (const person of [ann, bob]) {
      person.send({ type: 'typing', on: true });
      await person.post('hello');
    }
    bob.leave();
    await bob.waitForClose();
    expect(started).toHaveBeenCalled();
    await expect.poll(() => timers.size + pending.size).toBe(0);
    expect(intervals).not.toHaveBeenCalled();
  });
});

describe('when the object is closed, as by a deploy', () => {
  it('everyone reconnects and has missed nothing', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    const follower = await SseClient.connect(room);
    await ann.post('before');
    await follower.waitForMessage('before');
    await bob.waitForFrame('message', ({ text }) => text === 'before');
    await evictDurableObject(stubOf(room), { webSockets: 'close' });
    await Promise.all([ann.waitForClose(), bob.waitForClose(), follower.waitForEnd()]);
    expect(follower.events.at(-1)).toMatchObject({ event: 'bye' });

    const ann2 = await TestClient.join(room, 'Ann', ann.cursor);
    await ann2.post('after');
    const [bob2, follower2] = [
      await TestClient.join(room, 'Bob', bob.cursor),
      await SseClient.connect(room, { lastEventId: follower.lastEventId ?? '' }),
    ];
    await follower2.waitForMessage('after');
    expect([...bob.texts, ...bob2.texts]).toEqual(['before', 'after']);
    await follower2.leave();
  });
});
