import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import { stubOf } from './support/rooms.ts';
import { ask, newRoom, session, TestClient } from './support/test-client.ts';

/** As set in vitest.config.ts; the limits per address apply only if a request has an address. */
const LIMITS = { sockets: 16, readers: 8, signals: 40, syncs: 50, roomSockets: 400 };

const times = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

let lastNetwork = 0;
/** Addresses of one IPv6 network that no other test uses. */
function newNetwork(): (host: number) => string {
  lastNetwork += 1;
  const net = lastNetwork.toString(16);
  return (host) => `2001:db8:0:${net}::${(host + 1).toString(16)}`;
}

const from = (address: string, token?: string): RequestInit => ({
  headers: { 'CF-Connecting-IP': address, ...(token && { Authorization: `Bearer ${token}` }) },
});

describe('an address counts as one party, and an IPv6 /64 as one address [R92]', () => {
  it('has a limit on connections without a token, and a higher one with a token', async () => {
    const [room, address] = [newRoom(), newNetwork()];
    const readers = await times(LIMITS.readers, (n) =>
      TestClient.connect(room, { address: address(n) }),
    );
    const oneMore = await TestClient.connect(room, { address: address(100) });
    expect(await oneMore.waitForFrame('error')).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 30_000,
    });
    expect((await oneMore.waitForClose()).code).toBe(4101);
    const plain = await TestClient.connect(room, { address: address(101), plain: true });
    expect((await plain.waitForClose()).code).toBe(4101);
    // Another network is not affected, and a reader that leaves frees a place.
    await (await TestClient.connect(room, { address: newNetwork()(1) })).waitForFrame('live');
    readers[0]?.leave();
    await readers[0]?.waitForClose();
    await (await TestClient.connect(room, { address: address(102) })).waitForFrame('live');
    const members = LIMITS.sockets - LIMITS.readers;
    await times(members, async (n) => {
      const person = await TestClient.connect(room, {
        session: await session(`P${n}`),
        address: address(n),
      });
      await person.waitForFrame('live');
    });
    const tooMany = await TestClient.connect(room, {
      session: await session('Late'),
      address: address(1),
    });
    expect((await tooMany.waitForClose()).code).toBe(4101);
  });

  it('keeps the count of its connections through a sleep', async () => {
    const [room, address] = [newRoom(), newNetwork()];
    const readers = await times(LIMITS.readers, (n) =>
      TestClient.connect(room, { address: address(n) }),
    );
    for (const reader of readers) await reader.waitForFrame('live');
    await evictDurableObject(stubOf(room));
    const oneMore = await TestClient.connect(room, { address: address(9) });
    expect((await oneMore.waitForClose()).code).toBe(4101);
    const person = await TestClient.connect(room, {
      session: await session('Ann'),
      address: address(9),
    });
    await person.waitForFrame('live');
  });

  it('is limited in presence requests without a token, over all its connections', async () => {
    const [room, address] = [newRoom(), newNetwork()];
    const [one, two] = await times(2, (n) => TestClient.connect(room, { address: address(n) }));
    const ann = await TestClient.connect(room, {
      session: await session('Ann'),
      address: address(2),
    });
    const half = Array(LIMITS.signals / 2).fill({ type: 'who' });
    one?.send(half);
    two?.send([...half, { type: 'who' }]);
    expect(await two?.waitForFrame('error')).toMatchObject({ code: 'rate_limited' });
    expect(one?.received.some(({ type }) => type === 'error')).toBe(false);
    ann.send({ type: 'who' });
    await ann.waitForFrame('presence', ({ members }) => members !== undefined);
  });

  it('is limited in polls, pages and room lookups without a token', async () => {
    const [room, address] = [newRoom(), newNetwork()];
    const paths = ['', '/messages', '/poll'];
    const get = (n: number) =>
      ask(`/api/rooms/${room}${paths[n % paths.length]}`, from(address(n)));
    const statuses = (await times(LIMITS.syncs + 3, get)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(LIMITS.syncs);
    const { token } = await session('Ann');
    const withToken = await ask(`/api/rooms/${room}/messages`, from(address(1), token));
    expect(withToken.status).toBe(200);
    const refused = await get(0);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('is limited in bytes read, with or without a token, whatever it requests [R93]', async () => {
    const [room, address] = [newRoom(), newNetwork()];
    const writer = await TestClient.join(room, 'Writer');
    for (let n = 0; n < 20; n++) await writer.post('文'.repeat(4000));
    const ann = await session('Ann');
    const page = (host: number, token?: string) =>
      ask(`/api/rooms/${room}/messages?limit=20`, from(address(host), token));
    // 240 kB a page; the last one may exceed the megabyte.
    for (let n = 0; n < 5; n++)
      expect((await page(n, n % 2 ? ann.token : undefined)).status).toBe(200);
    expect((await page(5)).status).toBe(429);
    expect((await page(6, ann.token)).status).toBe(429);
    expect((await ask(`/api/rooms/${room}/poll`, from(address(7)))).status).toBe(429);
    const socket = await TestClient.connect(room, { session: ann, address: address(8) });
    expect(await socket.waitForFrame('error')).toMatchObject({ code: 'rate_limited' });
    expect((await socket.waitForClose()).code).toBe(4101);
    await (await TestClient.connect(room, { address: newNetwork()(1) })).waitForFrame('live');
  });

  it('does not get a replay over and over on one connection [R93]', async () => {
    const [room, address] = [newRoom(), newNetwork()];
    const writer = await TestClient.join(room, 'Writer');
    for (let n = 0; n < 20; n++) await writer.post('文'.repeat(4000));
    const ann = await TestClient.connect(room, {
      session: await session('Ann'),
      address: address(1),
    });
    await ann.waitForFrame('live');
    for (let n = 2; n <= 20 && !ann.received.some(({ type }) => type === 'error'); n++) {
      ann.send({ type: 'sync' });
      await ann.waitForFrameAfter(
        0,
        () => ann.received.filter(({ type }) => type === 'live' || type === 'error').length >= n,
      );
    }
    const error = await ann.waitForFrame('error');
    expect(error).toMatchObject({ code: 'rate_limited' });
    expect(error.retryAfterMs).toBeGreaterThan(1000);
    expect(ann.received.filter(({ type }) => type === 'live').length).toBeLessThan(15);
    // The connection itself stays open.
    await ann.post('still here');
  });
});

describe('a room that is full', () => {
  const places = LIMITS.roomSockets;
  const open = places - places / 4;

  it('reserves a quarter of its places for people with a token [R52]', async () => {
    const room = newRoom();
    const readers = await times(open, () => TestClient.connect(room));
    for (const reader of readers) await reader.waitForFrame('live');
    const late = await TestClient.connect(room);
    expect(await late.waitForFrame('error')).toMatchObject({ code: 'room_full' });
    expect((await late.waitForClose()).code).toBe(4102);
    const members = await times(places - open, (n) => TestClient.join(room, `P${n}`));
    expect(members).toHaveLength(places - open);
    expect(readers.some(({ closed }) => closed !== undefined)).toBe(false);
  });

  it('evicts the connection without a token that was silent longest for one with a token [R53]', async () => {
    vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
    try {
      const room = newRoom();
      vi.setSystemTime(vi.getRealSystemTime() - 60_000);
      const readers = await times(open, () => TestClient.connect(room));
      for (const reader of readers) await reader.waitForFrame('live');
      await times(places - open, (n) => TestClient.join(room, `P${n}`));
      // The platform stamps a ping with the real clock.
      vi.setSystemTime(vi.getRealSystemTime());
      // All but two have shown a sign of life since: one kind by a frame, the other by a ping.
      const [silent, next, ...others] = readers;
      for (const [n, reader] of others.entries()) reader.send(n % 2 ? { type: 'who' } : 'ping');
      await others.at(-1)?.waitForFrame('presence', ({ countOnly }) => countOnly === true);
      await others.at(-2)?.waitForFrame('presence', ({ countOnly }) => countOnly === true);

      const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
      const bye = { type: 'bye', code: 4102, retryAfterMs: 30_000 };
      for (const reader of [silent, next]) {
        expect((await reader?.waitForClose())?.code).toBe(4102);
        expect(reader?.received.at(-1)).toMatchObject(bye);
      }
      expect(others.some(({ closed }) => closed !== undefined)).toBe(false);
      expect([ann.closed, bob.closed]).toEqual([undefined, undefined]);
      // An evicted client does not get in again at once.
      const back = await TestClient.connect(room);
      expect((await back.waitForClose()).code).toBe(4102);
    } finally {
      vi.useRealTimers();
    }
  });

  it('never evicts a silent plain listener while there are places, and is not woken for it [R51]', async () => {
    vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
    try {
      const room = newRoom();
      const listener = await TestClient.connect(room, { plain: true });
      await listener.waitForFrame('live');
      await TestClient.join(room, 'Ann');
      for (let n = 0; n < 30; n++) {
        vi.setSystemTime(Date.now() + 12_000);
        await runDurableObjectAlarm(stubOf(room));
      }
      vi.setSystemTime(Date.now() + 300_000);
      await runDurableObjectAlarm(stubOf(room));
      expect(await runDurableObjectAlarm(stubOf(room))).toBe(false);
      expect(listener.closed).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });
});
