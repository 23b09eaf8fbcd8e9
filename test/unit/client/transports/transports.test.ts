// The HTTP transports as partysocket sees them: with a WebSocket's interface, and a fake server.
import { afterEach, describe, expect, it } from 'vitest';
import { EventsSocket } from '../../../../src/client/transports/events.ts';
import type { HttpSocket } from '../../../../src/client/transports/http-socket.ts';
import { PollingSocket } from '../../../../src/client/transports/polling.ts';
import { FakeClock, live, said, welcome } from '../fakes.ts';

const URL = 'wss://chat.example/api/rooms/lobby/socket?since=e1.7';
const PROTOCOLS = ['edgewise.v1', 'tok'];

type Asked = {
  readonly url: string;
  readonly init: RequestInit;
  readonly answer: (response: Response) => void;
};

/** A server that responds when the test says so. */
class Wire {
  readonly clock = new FakeClock();
  readonly asked: Asked[] = [];

  readonly fetch = (input: RequestInfo | URL, init: RequestInit = {}) =>
    new Promise<Response>((answer, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      this.asked.push({ url: String(input), init, answer });
    });

  get last(): Asked {
    const asked = this.asked.at(-1);
    if (!asked) throw new Error('Nothing was asked.');
    return asked;
  }

  async stream(): Promise<(text: string) => Promise<void>> {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    this.last.answer(new Response(readable, { headers: { 'Content-Type': 'text/event-stream' } }));
    await settle();
    return async (text) => {
      if (text === '') await writer.close();
      else await writer.write(new TextEncoder().encode(text));
      await settle();
    };
  }
}

/** The events of a listener, in order. */
function listen(socket: HttpSocket): unknown[] {
  const heard: unknown[] = [];
  socket.addEventListener('open', () => heard.push('open'));
  socket.addEventListener('error', () => heard.push('error'));
  socket.addEventListener('message', (event) => {
    const { data } = event as MessageEvent<string>;
    heard.push(data === 'pong' ? data : JSON.parse(data));
  });
  socket.addEventListener('close', (event) => {
    const { code, reason } = event as CloseEvent;
    heard.push([code, reason]);
  });
  return heard;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const event = (frame: { type: string }, id?: string) =>
  `event: ${frame.type}\n${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(frame)}\n\n`;

let socket: HttpSocket;
afterEach(() => socket.close());

async function open(Kind: typeof EventsSocket | typeof PollingSocket, protocols = PROTOCOLS) {
  const wire = new Wire();
  socket = new Kind(URL, protocols, wire);
  const heard = listen(socket);
  await settle();
  return { wire, heard };
}

async function openStream(protocols = PROTOCOLS) {
  const { wire, heard } = await open(EventsSocket, protocols);
  const write = await wire.stream();
  await write(event(welcome()) + event(live('e1.7'), 'e1.7'));
  heard.length = 0;
  return { wire, heard, write };
}

describe('server-sent events', () => {
  it('carry the token in a header, the cursor in the URL', async () => {
    const { wire, heard } = await open(EventsSocket);
    expect(wire.last.url).toBe('https://chat.example/api/rooms/lobby/events?since=e1.7');
    expect(wire.last.init.headers).toEqual({ Authorization: 'Bearer tok' });
    expect([socket.readyState, heard]).toEqual([0, []]);
    const write = await wire.stream();
    // However the network splits it.
    for (const piece of event(welcome()).match(/.{1,40}/gs) ?? []) await write(piece);
    expect([socket.readyState, heard]).toEqual([1, ['open', welcome()]]);
  });

  it('end as the room says, after its last frames', async () => {
    const { heard, write } = await openStream();
    await write(`event: bye\ndata: ${JSON.stringify({ type: 'bye', code: 4101 })}\n\n`);
    await write('');
    expect(heard).toEqual([{ type: 'bye', code: 4101 }, [4101, 'rate_limited']]);
  });

  it('that break off are a lost connection', async () => {
    const { heard, write } = await openStream();
    await write('');
    expect([socket.readyState, heard]).toEqual([3, ['error', [1006, '']]]);
  });

  it('that the server recycles continue from the last id without interruption', async () => {
    const { wire, heard, write } = await openStream();
    await write(event(said(9), 'e1.9'));
    wire.clock.pass(240_000);
    await write('event: bye\ndata: {"type":"bye","code":4200,"retryAfterMs":700}\n\n');
    await write('');
    wire.clock.pass(700);
    await settle();
    expect(wire.asked).toHaveLength(2);
    expect(wire.last.url).toMatch(/\/events\?since=e1\.9$/);
    expect([socket.readyState, heard]).toEqual([1, [said(9)]]);
  });

  it('reply to a ping only while bytes arrive', async () => {
    const { wire, heard, write } = await openStream();
    wire.clock.pass(10_000);
    socket.send('ping');
    await settle();
    expect(heard).toEqual(['pong']);
    wire.clock.pass(1);
    socket.send('ping');
    await settle();
    expect(heard).toEqual(['pong']);
    await write(':\n\n');
    expect(heard).toEqual(['pong', 'pong']);
  });

  it('are rejected by an HTTP error, whose code is the close code', async () => {
    const { wire, heard } = await open(EventsSocket);
    const error = { code: 'token_expired', message: 'Renew your token.' };
    wire.last.answer(Response.json({ error }, { status: 401 }));
    await settle();
    expect(heard).toEqual([{ type: 'error', ...error }, [4105, 'token_expired']]);
  });

  it('are not read from a captive portal', async () => {
    const { wire, heard } = await open(EventsSocket);
    wire.last.answer(new Response('<p>Log in', { headers: { 'Content-Type': 'text/html' } }));
    await settle();
    expect(heard).toEqual(['error', [1006, '']]);
  });

  it('that never start are given up', async () => {
    const { wire, heard } = await open(EventsSocket);
    wire.clock.pass(10_000);
    await settle();
    expect(heard).toEqual(['error', [1006, '']]);
  });
});

describe('sending', () => {
  const posts = (wire: Wire) => wire.asked.filter(({ url }) => url.endsWith('/frames'));
  const message = (cid: string) => JSON.stringify({ type: 'message', text: cid, cid });
  const ack = (cid: string, seq: number) => ({ type: 'ack', cid, seq, id: `e1-${seq}` });

  it('has one request in flight, and batches what comes meanwhile', async () => {
    const { wire, heard } = await openStream();
    for (const cid of ['a', 'b', 'c']) socket.send(message(cid));
    expect(posts(wire).map(({ init }) => init.body)).toEqual([message('a')]);
    wire.last.answer(Response.json([ack('a', 8)]));
    await settle();
    expect(posts(wire)[1]?.init.body).toBe(`[${message('b')},${message('c')}]`);
    wire.last.answer(Response.json([ack('b', 9), ack('c', 10)]));
    await settle();
    expect(heard).toEqual([[ack('a', 8)], [ack('b', 9), ack('c', 10)]]);
  });

  it('delivers a reply before the frames that follow from it', async () => {
    const { wire, heard, write } = await openStream();
    socket.send(message('a'));
    await write(event(said(8), 'e1.8'));
    expect(heard).toEqual([]);
    wire.last.answer(Response.json([ack('a', 8)]));
    await settle();
    expect(heard).toEqual([[ack('a', 8)], said(8)]);
  });

  it('without a reply is a lost connection', async () => {
    const { wire, heard } = await openStream();
    socket.send(message('a'));
    wire.clock.pass(10_000);
    await settle();
    expect(heard).toEqual(['error', [1006, '']]);
  });

  it('too much is rejected, and continues', async () => {
    const { wire, heard } = await openStream();
    socket.send(message('a'));
    const error = { code: 'too_large', message: 'Too large.' };
    wire.last.answer(Response.json({ error }, { status: 413 }));
    await settle();
    expect([socket.readyState, heard]).toEqual([1, [[{ type: 'error', ...error, cid: 'a' }]]]);
  });

  it('too much for a proxy is rejected too, whatever its response', async () => {
    const { wire, heard } = await openStream();
    socket.send(message('a'));
    wire.last.answer(new Response('<h1>413 Request Entity Too Large</h1>', { status: 413 }));
    await settle();
    expect(socket.readyState).toBe(1);
    expect(heard).toMatchObject([[{ type: 'error', code: 'too_large', cid: 'a' }]]);
  });

  it.each(['{"error":"Request Entity Too Large"}', '{"error":{"code":413}}', 'null', '[]'])(
    'too much is rejected when a proxy says so in JSON: %s',
    async (answer) => {
      const { wire, heard } = await openStream();
      socket.send(message('a'));
      wire.last.answer(new Response(answer, { status: 413 }));
      await settle();
      expect(socket.readyState).toBe(1);
      expect(heard).toMatchObject([[{ type: 'error', code: 'too_large', cid: 'a' }]]);
    },
  );

  it('several messages that are too much together names none of them: each is retried alone [R64]', async () => {
    const { wire, heard } = await openStream();
    socket.send(`[${message('a')},${message('b')}]`);
    expect(posts(wire).map(({ init }) => init?.body)).toEqual([
      `[${message('a')},${message('b')}]`,
    ]);
    wire.last.answer(new Response('', { status: 413 }));
    await settle();
    expect(heard).toMatchObject([[{ type: 'error', code: 'too_large' }]]);
    expect(JSON.stringify(heard)).not.toContain('cid');
  });

  it('keeps an array as it is, in its turn', async () => {
    const { wire } = await openStream();
    socket.send(message('a'));
    for (const text of [message('b'), `[${message('c')},${message('d')}]`, message('e')])
      socket.send(text);
    for (let post = 0; post < 4; post++) {
      wire.last.answer(Response.json([]));
      await settle();
    }
    const sent = ['a', 'b', ['c', 'd'], 'e'].map((one) =>
      Array.isArray(one) ? `[${one.map(message).join()}]` : message(one),
    );
    expect(posts(wire).map(({ init }) => init?.body)).toEqual(sent);
  });

  it('requires a name', async () => {
    const { wire } = await openStream(['edgewise.v1']);
    socket.send('{"type":"read","seq":7}');
    await settle();
    expect(posts(wire)).toEqual([]);
  });
});

describe('polling', () => {
  const answer = (cursor: string, ...frames: object[]) =>
    Response.json({ cursor, mode: 'resumed', frames });
  const welcomed = async () => {
    const { wire, heard } = await open(PollingSocket);
    wire.last.answer(answer('e1.7', welcome(), live('e1.7')));
    await settle();
    expect(heard).toEqual(['open', [welcome(), live('e1.7')]]);
    heard.length = 0;
    return { wire, heard };
  };
  const waits = (wire: Wire) => wire.asked.map(({ url }) => Number(/wait=(\d+)/.exec(url)?.[1]));

  it('requests once immediately, then waits for news from its cursor', async () => {
    const { wire, heard } = await welcomed();
    expect(wire.last.url).toMatch(/\/poll\?wait=25&since=e1\.7$/);
    wire.last.answer(answer('e1.8', said(8)));
    await settle();
    expect(heard).toEqual([[said(8)]]);
    expect(wire.last.url).toMatch(/wait=25&since=e1\.8$/);
  });

  it('waits less when waiting is cut off, and not at all when it is not allowed', async () => {
    const { wire } = await welcomed();
    wire.clock.pass(10_000);
    wire.last.answer(new Response('Gateway Timeout', { status: 504 }));
    await settle();
    wire.last.answer(answer('e1.7'));
    await settle();
    wire.last.answer(new Response('Gateway Timeout', { status: 504 }));
    await settle();
    wire.last.answer(answer('e1.7'));
    await settle();
    wire.clock.pass(3000);
    await settle();
    expect(waits(wire)).toEqual([0, 25, 0, 7, 0, 0]);
    // The network may have changed.
    const began = wire.clock.now();
    while (waits(wire).at(-1) === 0) {
      wire.last.answer(answer('e1.7'));
      await settle();
      wire.clock.pass(3000);
      await settle();
    }
    expect(waits(wire).at(-1)).toBe(25);
    expect(wire.clock.now() - began).toBeCloseTo(5 * 60_000, -4);
  });

  it('waits less when a proxy cuts it off with JSON too', async () => {
    const { wire } = await welcomed();
    wire.clock.pass(10_000);
    wire.last.answer(Response.json({ message: 'Endpoint request timed out' }, { status: 504 }));
    await settle();
    wire.last.answer(answer('e1.7'));
    await settle();
    expect(waits(wire)).toEqual([0, 25, 0, 7]);
  });

  it.each(['{}', '[]', '"ok"', '{"cursor":1,"frames":null}', '{"cursor":"x","frames":[null]}'])(
    'is a lost connection when a proxy responds with JSON of its own: %s',
    async (body) => {
      const { wire, heard } = await welcomed();
      wire.last.answer(new Response(body, { headers: { 'Content-Type': 'application/json' } }));
      await settle();
      expect(heard).toEqual(['error', [1006, '']]);
    },
  );

  it('ends when even a short request gets no response', async () => {
    const { wire, heard } = await welcomed();
    wire.last.answer(new Response('', { status: 502 }));
    await settle();
    wire.last.answer(new Response('', { status: 502 }));
    await settle();
    expect(heard).toEqual(['error', [1006, '']]);
  });

  it('requests at once to reply to a ping that nothing else replies to', async () => {
    const { wire, heard } = await welcomed();
    wire.clock.pass(20_001);
    socket.send('ping');
    await settle();
    expect(waits(wire)).toEqual([0, 25, 0]);
    wire.last.answer(answer('e1.7'));
    await settle();
    expect(heard[0]).toBe('pong');
    expect(waits(wire)).toEqual([0, 25, 0, 25]);
  });

  it('does not report typing from a while ago', async () => {
    const { wire, heard } = await welcomed();
    wire.last.answer(answer('e1.8', { type: 'typing', on: true }, said(8)));
    await settle();
    expect(heard).toEqual([[said(8)]]);
  });

  it('stops when closed', async () => {
    const { wire, heard } = await welcomed();
    socket.close(1000, 'left');
    wire.clock.pass(60_000);
    await settle();
    expect(heard).toEqual([[1000, 'left']]);
    expect(wire.asked).toHaveLength(2);
  });
});
