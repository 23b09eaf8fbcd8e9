// Pages of other sites: which may use the chat, over every transport that a browser has.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ERRORS } from '../../src/protocol/errors.ts';
import type { SessionBody } from '../../src/protocol/rest.ts';
import { Server, START_MS } from '../support/server.ts';
import { session, socketUrl } from '../support/test-client.ts';

const SITE = 'https://site.example';
const ROOM = 'embedded';
const FOREIGN = [
  'https://evil.example',
  'https://site.example.evil.example',
  'https://site.example:8443',
  'http://site.example',
  'https://SITE.example.',
  'null',
];

/** Each transport, as a page of some origin uses it. @returns the HTTP status or close code. */
const WAYS: Record<string, (server: Server, origin: string, ada: SessionBody) => Promise<number>> =
  {
    'a WebSocket': ({ origin: to }, origin) => openSocket(socketUrl(to, ROOM), origin),
    'a tutorial WebSocket': ({ origin: to }, origin) =>
      openSocket(`${to.replace('http', 'ws')}/ws`, origin),
    'server-sent events': (server, origin) => get(server.room(ROOM, '/events'), origin),
    'a poll': (server, origin) => get(server.room(ROOM, '/poll'), origin),
    history: (server, origin) => get(server.room(ROOM, '/messages'), origin),
    'a POST': (server, origin, { token }) =>
      fetchStatus(server.room(ROOM, '/messages'), {
        method: 'POST',
        headers: {
          ...{ Origin: origin, 'Content-Type': 'application/json' },
          Authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({ text: 'Hello from afar' }),
      }),
    'a new session': ({ origin: to }, origin) =>
      fetchStatus(`${to}/api/session`, {
        method: 'POST',
        headers: { Origin: origin, 'Content-Type': 'application/json' },
        body: '{}',
      }),
  };

const get = (url: string, origin: string) => fetchStatus(url, { headers: { Origin: origin } });

async function fetchStatus(url: string, init: RequestInit): Promise<number> {
  const response = await fetch(url, init);
  await response.body?.cancel();
  return response.status;
}

/** @returns the close code, or 101 if it stays open until its first frame. */
function openSocket(url: string, origin: string, host?: string): Promise<number> {
  const headers = host === undefined ? {} : { Host: host };
  const socket = new WebSocket(url, { origin, headers });
  return new Promise((ended, failed) => {
    socket.once('error', failed);
    socket.once('close', ended);
    socket.on('message', (data) => {
      if (JSON.parse(`${data}`).type !== 'welcome') return;
      ended(101);
      socket.close();
    });
    socket.once('open', () => socket.send(JSON.stringify({ type: 'join', room: ROOM })));
  });
}

const welcome = expect.toSatisfy((code: number) => [101, 200, 201].includes(code));
const { status, close }: { status: number; close: number } = ERRORS.origin_not_allowed;
const refused = expect.toSatisfy((code: number) => [status, close].includes(code));

describe('with allowed origins configured', () => {
  let server: Server;
  let ada: SessionBody;
  beforeAll(async () => {
    server = await Server.start({ vars: { ALLOWED_ORIGINS: `${SITE}, https://other.example` } });
    ada = await session(server.origin, 'Ada');
  }, START_MS);
  afterAll(() => server?.stop());

  describe.each(Object.entries(WAYS))('%s', (_, way) => {
    it('accepts their pages', async () => {
      expect(await way(server, SITE, ada)).toEqual(welcome);
    });

    it("accepts the chat's own page", async () => {
      expect(await way(server, server.origin, ada)).toEqual(welcome);
    });

    it.each(FOREIGN)('rejects %s', async (origin) => {
      expect(await way(server, origin, ada)).toEqual(refused);
    });
  });

  it('sends CORS headers to that page and no other', async () => {
    const asks = (origin: string) =>
      fetch(server.room(ROOM, '/messages'), {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const [ours, theirs] = [await asks(SITE), await asks('https://evil.example')];
    expect(ours.headers.get('Access-Control-Allow-Origin')).toBe(SITE);
    expect(theirs.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(ours.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(ours.headers.get('Vary')).toMatch(/Origin/i);
  });
});

describe('without allowed origins', () => {
  let server: Server;
  let ada: SessionBody;
  beforeAll(async () => {
    server = await Server.start();
    ada = await session(server.origin, 'Ada');
  }, START_MS);
  afterAll(() => server?.stop());

  it.each(Object.entries(WAYS))('%s accepts a page under development', async (_, way) => {
    expect(await way(server, 'http://localhost:3000', ada)).toEqual(welcome);
  });

  it('rejects other pages as soon as it has a name of its own', async () => {
    const url = socketUrl(server.origin, ROOM);
    expect(await openSocket(url, 'http://chat.example', 'chat.example')).toEqual(welcome);
    expect(await openSocket(url, 'http://localhost:3000', 'chat.example')).toEqual(refused);
    expect(await openSocket(url, 'https://evil.example', 'chat.example')).toEqual(refused);
  });
});
