import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitFor } from '../support/wait-for.ts';
import { stubOf } from './support/rooms.ts';
import { ask, json, newRoom, session, TestClient } from './support/test-client.ts';

/** A clock that the test can advance; it also runs by itself, as timers do. */
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());

const turnClock = (ms: number) => vi.setSystemTime(Date.now() + ms);
const names = (people: readonly { name: string }[] = []) => people.map(({ name }) => name).sort();

/** Fires the alarm at the time it is set for, and not before. */
async function ring(room: string, ms: number): Promise<void> {
  turnClock(ms);
  expect(await runDurableObjectAlarm(stubOf(room))).toBe(true);
}

describe('presence [I9]', () => {
  it('announces a person once, even with two tabs', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    turnClock(1000);
    const bob = await session('Bob');
    await TestClient.join(room, bob);
    await ann.waitForFrame('presence', ({ joined }) => names(joined).includes('Bob'));
    turnClock(1000);
    const from = ann.received.length;
    const second = await TestClient.join(room, bob);
    expect((await second.waitForFrame('welcome')).presence).toMatchObject({ online: 2 });
    await ann.post('anything');
    await ann.waitForFrame('message');
    expect(ann.received.slice(from).filter(({ type }) => type === 'presence')).toEqual([]);
  });

  it('counts people without a name in online only', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    turnClock(1000);
    const reader = await TestClient.connect(room);
    const { presence } = await reader.waitForFrame('welcome');
    expect(presence.online).toBe(2);
    expect(names(presence.members)).toEqual(['Ann']);
    const news = await ann.waitForFrame('presence', ({ online }) => online === 2);
    expect(news.joined).toBeUndefined();
    const facts = (await (await ask(`/api/rooms/${room}`)).json()) as { online: number };
    expect(facts.online).toBe(2);
  });

  it('says left 15 s after the last connection, and nothing if they are back in time [R41]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    turnClock(1000);
    const known = await session('Bob');
    const [one, two] = [await TestClient.join(room, known), await TestClient.join(room, known)];
    await ann.waitForFrame('presence', ({ joined }) => names(joined).includes('Bob'));
    one.leave();
    two.leave();
    await one.waitForClose();
    await two.waitForClose();
    turnClock(14_000);
    const back = await TestClient.join(room, known);
    back.leave();
    await back.waitForClose();
    turnClock(1000);
    ann.send({ type: 'who' });
    await ann.waitForFrameAfter(
      0,
      (frame) => frame.type === 'presence' && frame.members !== undefined,
    );
    expect(ann.received.some((frame) => frame.type === 'presence' && frame.left)).toBe(false);
    await ring(room, 14_000);
    expect(
      names((await ann.waitForFrame('presence', ({ left }) => left !== undefined)).left),
    ).toEqual(['Bob']);
  });

  it('remembers through a sleep who was about to leave', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    turnClock(1000);
    const bob = await TestClient.join(room, 'Bob');
    await ann.waitForFrame('presence', ({ joined }) => names(joined).includes('Bob'));
    bob.leave();
    await bob.waitForClose();
    await waitFor(async () => {
      const { members } = await presenceOf(room);
      expect(names(members)).toEqual(['Ann', 'Bob']);
    });
    await evictDurableObject(stubOf(room));
    await ring(room, 15_000);
    const { left, online } = await ann.waitForFrame('presence', ({ left }) => left !== undefined);
    expect([names(left), online]).toEqual([['Bob'], 1]);
  });

  it('sends a new snapshot if more people were leaving than a sleep remembers', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    turnClock(1000);
    const crowd = await Promise.all(
      Array.from({ length: 8 }, (_, i) => TestClient.join(room, `P${i}`)),
    );
    turnClock(1000);
    await ann.waitForFrame('presence', ({ online }) => online === 9);
    for (const person of crowd) person.leave();
    for (const person of crowd) await person.waitForClose();
    await evictDurableObject(stubOf(room));
    const from = ann.received.length;
    await ring(room, 15_000);
    const told = await ann.waitForFrameAfter(from, ({ type }) => type === 'presence');
    expect(told).toMatchObject({ online: 1, members: [{ name: 'Ann' }] });
  });

  it('never names a person who has left, and sets no further alarm for it', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    turnClock(1000);
    const bob = await TestClient.join(room, 'Bob');
    await ann.waitForFrame('presence', ({ joined }) => names(joined).includes('Bob'));
    bob.leave();
    await bob.waitForClose();
    await ring(room, 15_000);
    const { members } = await presenceOf(room);
    expect(names(members)).toEqual(['Ann']);
    const alarm = await runInDurableObject(stubOf(room), (_room, { storage }) =>
      storage.getAlarm(),
    );
    expect(alarm ?? Number.POSITIVE_INFINITY).toBeGreaterThan(Date.now());
  });

  it('uses the newer of a person’s two names, before and after a sleep', async () => {
    const room = newRoom();
    const old = await session('Ann');
    const renamed = (await (
      await ask('/api/session', json({ name: 'Anna' }, old.token))
    ).json()) as typeof old;
    await TestClient.join(room, old);
    await TestClient.join(room, renamed);
    expect(names((await presenceOf(room)).members)).toEqual(['Anna']);
    await waitFor(() => evictDurableObject(stubOf(room)));
    expect(names((await presenceOf(room)).members)).toEqual(['Anna']);
  });

  it('combines a rush of joins, and above the cap sends only the count [R40]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const crowd = await Promise.all(
      Array.from({ length: 12 }, (_, i) => TestClient.join(room, `P${i}`)),
    );
    turnClock(1000);
    await ann.waitForFrame('presence', ({ online }) => online === 13);
    const told = ann.received.filter(({ type }) => type === 'presence');
    expect(told.length).toBeLessThan(6);
    expect(told.at(-1)).toEqual({ type: 'presence', online: 13, countOnly: true });
    const late = await TestClient.join(room, 'Late');
    expect((await late.waitForFrame('welcome')).presence).toEqual({ online: 14, countOnly: true });
    for (const person of crowd) person.leave();
    for (const person of crowd) await person.waitForClose();
    await ring(room, 15_000);
    const { members } = await ann.waitForFrame('presence', ({ members }) => members !== undefined);
    expect(names(members)).toEqual(['Ann', 'Late']);
  });

  it('drops a client that pinged and then fell silent, but none that never pinged', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const [ghost, quiet] = [
      await TestClient.join(room, 'Ghost'),
      await TestClient.join(room, 'Quiet'),
    ];
    await ann.waitForFrame('presence', ({ joined }) => names(joined).includes('Quiet'));
    // The platform stamps a pong with its own clock, not the test's.
    vi.setSystemTime(vi.getRealSystemTime());
    ghost.send('ping');
    await waitFor(async () => {
      const { members } = await presenceOf(room);
      expect(names(members)).toEqual(['Ann', 'Ghost', 'Quiet']);
    });
    await ring(room, 12_000);
    expect(ghost.closed).toBeUndefined();
    await ring(room, 12_000);
    await ring(room, 12_000);
    expect((await ghost.waitForClose()).code).toBe(4201);
    expect(quiet.closed).toBeUndefined();
    await ring(room, 15_000);
    expect(
      names((await ann.waitForFrame('presence', ({ left }) => left !== undefined)).left),
    ).toEqual(['Ghost']);
  });

  it('drops dead connections at once when presence is requested', async () => {
    const room = newRoom();
    const [ann, ghost] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Ghost')];
    vi.setSystemTime(vi.getRealSystemTime());
    ghost.send('ping');
    await ann.post('hello');
    turnClock(40_000);
    ann.send({ type: 'who' });
    expect((await ghost.waitForClose()).code).toBe(4201);
  });

  it('counts any frame as a sign of life, so a requester is not dropped for not pinging', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    vi.setSystemTime(vi.getRealSystemTime());
    bob.send('ping');
    await ann.post('hello');
    for (let n = 0; n < 4; n++) {
      turnClock(20_000);
      const from = bob.received.length;
      bob.send({ type: 'who' });
      await bob.waitForFrameAfter(from, ({ type }) => type === 'presence');
    }
    expect(bob.closed).toBeUndefined();
  });

  it('announces a departure once, even if the dead connection had just sent something', async () => {
    const room = newRoom();
    const [ann, ghost] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Ghost')];
    await ann.waitForFrame('presence', ({ joined }) => names(joined).includes('Ghost'));
    vi.setSystemTime(vi.getRealSystemTime());
    ghost.send('ping');
    await ann.post('hello');
    turnClock(40_000);
    ann.send({ type: 'who' });
    await ghost.waitForClose();
    await ring(room, 15_000);
    await ann.waitForFrame('presence', ({ left }) => names(left).includes('Ghost'));
    const from = ann.received.length;
    await evictDurableObject(stubOf(room));
    turnClock(1000);
    await ann.post('anyone?');
    turnClock(20_000);
    await runDurableObjectAlarm(stubOf(room));
    await ann.post('still here');
    await ann.waitForFrameAfter(
      from,
      (frame) => frame.type === 'message' && frame.text === 'still here',
    );
    const told = ann.received.slice(from).filter(({ type }) => type === 'presence');
    expect(told).toEqual([]);
  });

  it('keeps no read position of people who are away [R45]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('hello');
    const read = (token: string) =>
      ask(`/api/rooms/${room}/frames`, json({ type: 'read', seq: 1 }, token));
    const [absent, bob] = [await session('Absent'), await session('Bob')];
    const present = await TestClient.join(room, bob);
    expect((await read(absent.token)).status).toBe(200);
    expect((await read(bob.token)).status).toBe(200);
    await ann.waitForFrame('read', ({ user }) => user.id === bob.user.id);
    const late = await TestClient.join(room, 'Late');
    expect((await late.waitForFrame('welcome')).reads).toEqual({ [bob.user.id]: 1 });
    expect(
      ann.received.some((frame) => frame.type === 'read' && frame.user.id !== bob.user.id),
    ).toBe(false);
    present.leave();
  });

  it('lets a silent room sleep', async () => {
    const room = newRoom();
    await TestClient.join(room, 'Ann');
    await TestClient.join(room, 'Bob');
    await ring(room, 12_000);
    await ring(room, 300_000);
    expect(await runDurableObjectAlarm(stubOf(room))).toBe(false);
  });
});

describe('an identity', () => {
  it('ends with its token, with the close code for renewal', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    turnClock(24 * 3600_000 + 1000);
    ann.send({ type: 'message', text: 'too late' });
    expect(await ann.waitForClose()).toEqual({ code: 4105, reason: 'token_expired' });
    expect(ann.received.at(-1)).toEqual({ type: 'bye', code: 4105 });
    expect(ann.texts).toEqual([]);
  });

  it('is renewed for the same person, up to 30 days late, and may be renamed [R2]', async () => {
    const { token, user } = await session('Ann');
    turnClock(29 * 24 * 3600_000);
    const renewed = await ask('/api/session', json({ name: 'Anna' }, token));
    expect(renewed.status).toBe(201);
    expect(await renewed.json()).toMatchObject({ user: { id: user.id, name: 'Anna' } });
    turnClock(3 * 24 * 3600_000);
    const tooOld = await ask('/api/session', json({}, token));
    expect(tooOld.status).toBe(401);
    expect(await tooOld.json()).toMatchObject({ error: { code: 'unauthorized' } });
  });
});

async function presenceOf(room: string) {
  const reader = await TestClient.connect(room);
  const { presence } = await reader.waitForFrame('welcome');
  reader.leave();
  await reader.waitForClose();
  return presence;
}
