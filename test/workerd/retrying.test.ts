import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { HistoryBody } from '../../src/protocol/rest.ts';
import { app } from '../../src/worker/app.ts';
import type { Env } from '../../src/worker/config.ts';
import { waitFor } from '../support/wait-for.ts';
import { json, newRoom, session } from './support/test-client.ts';

const real = env as unknown as Env;

/** The error that the platform throws when an object cannot be reached. */
const thrown = (marks: object) => Object.assign(new Error('Network connection lost.'), marks);
const RETRYABLE = { retryable: true, remote: true };
const OVERLOADED = { retryable: true, overloaded: true };

type Fault = { readonly when: 'before' | 'after'; readonly marks: object; readonly times: number };

/** The Worker’s environment, in which calls to rooms fail before or after they take effect. */
function failing({ when, marks, times }: Fault): { env: Env; stubs: () => number } {
  let left = times;
  let stubs = 0;
  const get = (id: DurableObjectId) => {
    stubs += 1;
    let isBroken = false;
    const stub = real.ROOMS.get(id) as unknown as Record<string, (...args: unknown[]) => unknown>;
    const call =
      (method: string) =>
      async (...args: unknown[]) => {
        // An exception makes its stub unusable.
        if (isBroken) throw thrown(marks);
        const fails = left-- > 0;
        if (fails) isBroken = true;
        if (fails && when === 'before') throw thrown(marks);
        const result = await stub[method]?.(...args);
        if (fails) throw thrown(marks);
        return result;
      };
    return new Proxy({}, { get: (_, method) => call(String(method)) });
  };
  const ROOMS = { idFromName: (name: string) => real.ROOMS.idFromName(name), get };
  return { env: { ...real, ROOMS: ROOMS as unknown as Env['ROOMS'] }, stubs: () => stubs };
}

const request = (path: string, init?: RequestInit) =>
  new Request(`https://chat.example${path}`, init);

const ann = session('Ann');

const reads = {
  facts: '',
  messages: '/messages',
  poll: '/poll',
  'long poll': '/poll?wait=1',
  events: '/events',
};

const writes: Record<string, [path: string, body: object]> = {
  'a message': ['/messages', { text: 'hello', cid: 'c1' }],
  frames: [
    '/frames',
    [
      { type: 'message', text: 'hello', cid: 'c1' },
      { type: 'typing', on: true },
    ],
  ],
  'a question': [
    '/chat',
    {
      id: 'talk',
      messages: [{ id: 'c1', role: 'user', parts: [{ type: 'text', text: 'hello' }] }],
    },
  ],
};

const texts = async (room: string): Promise<string[]> => {
  const response = await app.fetch(request(`/api/rooms/${room}/messages`), real);
  const { messages } = (await response.json()) as HistoryBody;
  return messages.filter(({ assistant }) => !assistant).map(({ text }) => text);
};

it.each(Object.entries(reads))(
  'retries a read of %s once when the room was lost [R73]',
  async (_, path) => {
    const { env, stubs } = failing({ when: 'after', marks: RETRYABLE, times: 1 });
    const response = await app.fetch(request(`/api/rooms/${newRoom()}${path}`), env);
    expect([response.status, stubs()]).toEqual([200, 2]);
    await response.body?.cancel();
  },
);

it.each(Object.entries(writes))(
  'writes %s once, although it calls twice [R73]',
  async (_, [path, body]) => {
    for (const when of ['before', 'after'] as const) {
      const room = newRoom();
      const { env } = failing({ when, marks: RETRYABLE, times: 1 });
      const { token } = await ann;
      const response = await app.fetch(
        request(`/api/rooms/${room}${path}`, json(body, token)),
        env,
      );
      expect(response.ok).toBe(true);
      await response.body?.cancel();
      expect(await texts(room)).toEqual(['hello']);
    }
  },
);

it('opens a socket at the second attempt', async () => {
  const { env } = failing({ when: 'before', marks: RETRYABLE, times: 1 });
  const headers = { Upgrade: 'websocket', 'Sec-WebSocket-Protocol': 'edgewise.v1' };
  const response = await app.fetch(request(`/api/rooms/${newRoom()}/socket`, { headers }), env);
  const heard: unknown[] = [];
  response.webSocket?.addEventListener('message', ({ data }) => heard.push(data));
  response.webSocket?.accept();
  await waitFor(() => expect(String(heard[0])).toContain('"welcome"'));
  response.webSocket?.close();
});

it('does not retry a write that the room could not recognise as a repeat', async () => {
  const unsafe: Record<string, object> = {
    '/messages': { text: 'hello' },
    '/frames': [
      { type: 'message', text: 'hello', cid: 'c1' },
      { type: 'message', text: 'hello' },
    ],
  };
  for (const [path, body] of Object.entries(unsafe)) {
    const { env, stubs } = failing({ when: 'before', marks: RETRYABLE, times: 1 });
    const { token } = await ann;
    const room = newRoom();
    const response = await app.fetch(request(`/api/rooms/${room}${path}`, json(body, token)), env);
    expect([response.status, await response.json(), stubs()]).toEqual([
      503,
      { error: { code: 'restart', message: expect.any(String) } },
      1,
    ]);
  }
});

it('says "restart" if the second attempt fails too, and "overloaded" after the first', async () => {
  const ask = async (fault: Fault) => {
    const { env, stubs } = failing(fault);
    const response = await app.fetch(request(`/api/rooms/${newRoom()}/messages`), env);
    const { error } = (await response.json()) as { error: { code: string } };
    return [response.status, error.code, stubs()];
  };
  expect(await ask({ when: 'before', marks: RETRYABLE, times: 9 })).toEqual([503, 'restart', 2]);
  expect(await ask({ when: 'before', marks: OVERLOADED, times: 1 })).toEqual([
    503,
    'overloaded',
    1,
  ]);
  expect(await ask({ when: 'before', marks: {}, times: 1 })).toEqual([500, 'internal', 1]);
});

it('tells an EventSource to reconnect immediately', async () => {
  const { env } = failing({ when: 'before', marks: RETRYABLE, times: 9 });
  const response = await app.fetch(request(`/api/rooms/${newRoom()}/events`), env);
  expect(await response.text()).toContain('"code":4200');
});
