import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { app } from '../../src/worker/app.ts';
import type { Env } from '../../src/worker/config.ts';
import { VERSION } from '../../src/worker/version.ts';
import { ask, json, newRoom } from './support/test-client.ts';

/** The Worker with another configuration. */
const askWith = (settings: Record<string, string>, path: string, init?: RequestInit) =>
  app.request(`https://chat.example${path}`, init, { ...(env as unknown as Env), ...settings });

const TWO_SITES = { ALLOWED_ORIGINS: 'https://one.example, https://two.example' };
const FROM_TWO = { Origin: 'https://two.example' };

describe('origins [R13]', () => {
  it('are checked on every route that a browser can use', async () => {
    const room = newRoom();
    const headers = { Origin: 'https://evil.example' };
    for (const path of [
      '/api/health',
      '/api/session',
      `/api/rooms/${room}`,
      `/api/rooms/${room}/events`,
      `/api/rooms/${room}/poll`,
      `/api/rooms/${room}/messages`,
      `/api/rooms/${room}/frames`,
    ]) {
      const response = await ask(path, {
        headers,
        method: path.endsWith('frames') ? 'POST' : 'GET',
      });
      expect([path, response.status]).toEqual([path, 403]);
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
    for (const path of [`/api/rooms/${room}/socket`, '/ws']) {
      const { webSocket } = await ask(path, { headers: { ...headers, Upgrade: 'websocket' } });
      let code = 0;
      webSocket?.addEventListener('close', (event) => {
        code = event.code;
      });
      webSocket?.accept();
      await expect.poll(() => code).toBe(4003);
    }
  });

  it('that are allowed are named in the response', async () => {
    const health = await askWith(TWO_SITES, '/api/health', { headers: FROM_TWO });
    expect(health.headers.get('Access-Control-Allow-Origin')).toBe('https://two.example');
    expect(health.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(health.headers.get('Vary')).toContain('Origin');
  });

  it('are what every response varies by, including a rejection and one without an origin', async () => {
    for (const headers of [FROM_TWO, { Origin: 'https://evil.example' }, {}]) {
      const response = await askWith(TWO_SITES, '/api/health', { headers });
      expect(response.headers.get('Vary')).toContain('Origin');
    }
  });
});

describe('a method that a route does not accept', () => {
  const get = ['GET', 'HEAD'];
  it.each([
    ['/api/health', get],
    ['/api/session', ['POST']],
    ['/api/rooms/lobby', get],
    ['/api/rooms/lobby/', get],
    ['/api/rooms/lobby/socket', get],
    ['/api/rooms/lobby/events', get],
    ['/api/rooms/lobby/poll', get],
    ['/api/rooms/lobby/frames', ['POST']],
    ['/api/rooms/lobby/messages', [...get, 'POST']],
    ['/api/rooms/lobby/chat', ['POST']],
    ['/api/rooms/lobby/chat/1/stream', get],
    ['/api/rooms/lobby/chat/1/stop', ['POST']],
    ['/ws', get],
    ['/', get],
    ['/r/lobby', get],
    ['/embed', get],
  ])('gets the methods that %s accepts [R77]', async (path, allowed) => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (allowed.includes(method)) continue;
      const response = await askWith({}, path, { method });
      const options = path.startsWith('/api/') ? ['OPTIONS'] : [];
      expect([method, response.status]).toEqual([method, 405]);
      expect(response.headers.get('Allow')).toBe([...allowed, ...options].join(', '));
      if (method === 'HEAD') continue;
      expect(await response.json()).toEqual({
        error: {
          code: 'method_not_allowed',
          message: `Use ${allowed.join(' or ')} here, not ${method}.`,
        },
      });
    }
  });

  it('gets 404 if the path has no route', async () => {
    for (const path of ['/api/nowhere', '/nowhere', '/api/rooms/lobby/nowhere'])
      expect((await askWith({}, path, { method: 'DELETE' })).status).toBe(404);
  });

  it('is reported to every site that may use the chat', async () => {
    const { headers } = await askWith(TWO_SITES, '/api/health', {
      method: 'DELETE',
      headers: FROM_TWO,
    });
    expect(headers.get('Access-Control-Allow-Origin')).toBe('https://two.example');
  });
});

it('a built file that a deploy has removed is reported as gone to every site', async () => {
  for (const method of ['GET', 'HEAD'])
    for (const Accept of ['*/*', 'text/html']) {
      const gone = await askWith({}, '/assets/main-00000000.js', { method, headers: { Accept } });
      expect(gone.status).toBe(404);
      expect(gone.headers.get('Content-Type')).toBe('application/json');
      expect(gone.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(gone.headers.get('Cache-Control')).toBe('no-store');
    }
});

describe('a preflight', () => {
  const preflight = (requested: string | undefined, headers: HeadersInit = FROM_TWO) =>
    askWith(TWO_SITES, '/api/rooms/lobby/frames', {
      method: 'OPTIONS',
      headers: {
        ...headers,
        'Access-Control-Request-Method': 'POST',
        ...(requested !== undefined && { 'Access-Control-Request-Headers': requested }),
      },
    });

  it.each([
    'user-agent,content-type,authorization',
    'authorization, baggage, traceparent, x-datadog-origin',
    'cache-control,last-event-id',
    "x!#$%&'*+-.^_`|~9",
    Array.from({ length: 100 }, (_, i) => `x-header-${i}`).join(','),
  ])('allows the headers that it requests: %s [R14]', async (requested) => {
    const { status, headers } = await preflight(requested);
    expect(status).toBe(204);
    expect(headers.get('Access-Control-Allow-Origin')).toBe('https://two.example');
    expect(headers.get('Access-Control-Allow-Headers')).toBe(requested);
    expect(headers.get('Access-Control-Allow-Methods')).toContain('POST');
    expect(headers.get('Vary')).toContain('Access-Control-Request-Headers');
    expect(headers.get('Vary')).toContain('Origin');
  });

  it.each([
    undefined,
    'authorization, "quoted"',
    'authorization;x',
    'x: y',
    'blåbær',
    `authorization,${'x'.repeat(5000)}`,
  ])(
    'that requests an invalid list of headers gets the default list: %s [R14]',
    async (requested) => {
      const { status, headers } = await preflight(requested);
      expect(status).toBe(204);
      const allowed = headers.get('Access-Control-Allow-Headers') ?? '';
      expect(allowed).toBe('Authorization,Content-Type,Idempotency-Key,Last-Event-ID');
      expect(headers.get('Vary')).toContain('Access-Control-Request-Headers');
    },
  );

  it('from a site that is not allowed is rejected', async () => {
    const { status, headers } = await preflight('authorization', {
      Origin: 'https://evil.example',
    });
    expect(status).toBe(403);
    expect(headers.get('Access-Control-Allow-Headers')).toBeNull();
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});

it.each<[path: string, status: number, init?: RequestInit]>([
  ['/api/health', 200],
  ['/api/nowhere', 404],
  ['/nowhere', 404],
  ['/', 200],
  ['/embed', 200],
  ['/r/No%20Room', 404],
  ['/ws', 400],
  ['/api/rooms/lobby/socket', 400],
  ['/api/rooms/No%20Room', 400],
  ['/api/rooms/lobby', 200],
  ['/api/rooms/lobby/events', 200],
  ['/api/rooms/lobby/events', 200, { method: 'HEAD' }],
  ['/api/rooms/lobby/poll', 200],
  ['/api/rooms/lobby/poll?wait=99', 400],
  ['/api/rooms/lobby/messages', 200],
  ['/api/rooms/lobby/messages', 401, { method: 'POST' }],
  ['/api/rooms/lobby/chat/x/stream', 401],
  ['/api/health', 204, { method: 'OPTIONS' }],
  ['/api/health', 403, { headers: { Origin: 'https://evil.example' } }],
  ['/api/session', 415, { method: 'POST' }],
])('%s (%i) cannot be sniffed as another type [R15]', async (path, status, init) => {
  const response = await askWith({}, path, init);
  expect([response.status, response.headers.get('X-Content-Type-Options')]).toEqual([
    status,
    'nosniff',
  ]);
  await response.body?.cancel();
});

it('an error cannot be sniffed as another type [R15]', async () => {
  const response = await askWith({ TOKEN_HOURS: 'x' }, '/api/session', { method: 'POST' });
  expect(response.status).toBe(500);
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
});

describe('settings', () => {
  it.each([
    [{ EDGEWISE_SECRET: '' }, 'EDGEWISE_SECRET'],
    [{ EDGEWISE_SECRET: 'short' }, 'EDGEWISE_SECRET'],
    [{ LIMIT_TEXT_CHARS: 'many' }, 'LIMIT_TEXT_CHARS'],
    [{ LIMIT_ROOM_SOCKETS: '0' }, 'LIMIT_ROOM_SOCKETS'],
    [{ LIMIT_TEXT_CHARS: '20000' }, 'LIMIT_FRAME_BYTES must be at least 60256'],
    [{ RETENTION_DAYS: '-1' }, 'RETENTION_DAYS'],
    [{ TOKEN_HOURS: 'x' }, 'TOKEN_HOURS'],
    [{ TOKEN_HOURS: '0.0001' }, 'TOKEN_HOURS must be a number from 0.0003 to 8760.'],
    [{ EDGEWISE_SECRET: ' '.repeat(40) }, 'EDGEWISE_SECRET'],
    [{ LIMIT_PRESENCE_MEMBERS: ' ' }, 'LIMIT_PRESENCE_MEMBERS'],
    // As wrangler.toml accepts them without quotes, although it types them as text.
    ...[
      ['RETENTION_DAYS', true],
      ['LIMIT_TEXT_CHARS', true],
      ['TOKEN_HOURS', true],
      ['EDGEWISE_SECRET', 1e40],
      ['RESERVED_NAMES', ['Support']],
      ['ALLOWED_ORIGINS', ['https://a.example']],
      ['AI_MODEL', 5],
      ['AI_HEADERS', { 'x-proxy': 'a' }],
    ].map(([name, value]): [Record<string, string>, string] => [
      { [name as string]: value as string },
      name as string,
    ]),
    [{ ALLOWED_ORIGINS: 'https://a.example b.example' }, 'ALLOWED_ORIGINS: "b.example"'],
  ])('%j: the log names the variable, and the client learns nothing', async (settings, name) => {
    const logged: string[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => logged.push(words.join(' '));
    try {
      const response = await askWith(settings, '/api/session', { method: 'POST' });
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain(name);
      expect(logged.join()).toContain(name);
    } finally {
      console.error = error;
    }
  });
});

describe('the page', () => {
  it('has a strict content security policy', async () => {
    const { headers } = await askWith({}, '/r/lobby');
    expect(headers.get('Content-Security-Policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
  });
});

it('tells only its operator whether the provider would answer', async () => {
  const { EDGEWISE_SECRET = '' } = env as { EDGEWISE_SECRET?: string };
  const deep = (token: string, more = {}) =>
    askWith({ ...more }, '/api/health?deep', { headers: { Authorization: `Bearer ${token}` } });
  const guest = await ask('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"name":"Ann"}',
  });
  const { token } = await guest.json<{ token: string }>();
  for (const wrong of ['', 'x', `${EDGEWISE_SECRET}x`, EDGEWISE_SECRET.slice(1), token])
    expect((await deep(wrong)).status).toBe(401);
  expect((await ask('/api/health?deep')).status).toBe(401);
  expect(await (await deep(EDGEWISE_SECRET)).json()).toMatchObject({
    ok: true,
    assistant: { provider: 'builtin', ok: true },
  });
  const unreachable = { AI_BASE_URL: 'http://127.0.0.1:9/v1', AI_MODEL: 'm' };
  expect(await (await deep(EDGEWISE_SECRET, unreachable)).json()).toMatchObject({
    assistant: { ok: false, problem: expect.stringContaining('AI_BASE_URL cannot be reached') },
  });
});

it('reports its health', async () => {
  const health = await (await ask('/api/health')).json();
  expect(health).toEqual({ ok: true, version: VERSION, protocol: 1 });
});

describe('a trailing slash', () => {
  it('redirects to the one address of a page, with its query', async () => {
    const moved = await ask('/r/lobby/?connection&x=1', { redirect: 'manual' });
    expect([moved.status, moved.headers.get('Location')]).toEqual([
      308,
      'https://chat.example/r/lobby?connection&x=1',
    ]);
    // Never to another site.
    expect((await ask('//evil.example/', { redirect: 'manual' })).status).toBe(404);
  });

  it('makes no difference to the API', async () => {
    const room = newRoom();
    const { token } = (await (await ask('/api/session/', json({ name: 'Ann' }))).json()) as {
      token: string;
    };
    const posted = await ask(`/api/rooms/${room}/messages/`, json({ text: 'hi' }, token));
    expect(posted.status).toBe(201);
    for (const path of ['/', '/messages/', '/poll/'])
      expect((await ask(`/api/rooms/${room}${path}`)).status).toBe(200);
    const upgraded = await ask(`/api/rooms/${room}/socket/`, { headers: { Upgrade: 'websocket' } });
    expect(upgraded.status).toBe(101);
    upgraded.webSocket?.accept();
    upgraded.webSocket?.close();
  });
});
