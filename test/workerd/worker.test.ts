import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { app } from '../../src/worker/app.ts';
import type { Env } from '../../src/worker/config.ts';
import { originAllowed } from '../../src/worker/origins.ts';
import { VERSION } from '../../src/worker/version.ts';
import { ask, newRoom } from './support/people.ts';

/** The Worker as configured otherwise. */
const askWith = (settings: Record<string, string>, path: string, init?: RequestInit) =>
  app.request(`https://chat.example${path}`, init, { ...(env as unknown as Env), ...settings });

describe('origins [R13]', () => {
  const server = new URL('https://chat.example/ws');
  const local = new URL('http://localhost:8787/');
  const cases: readonly [string | null, URL, string[] | null, boolean][] = [
    [null, server, null, true],
    ['https://chat.example', server, null, true],
    ['https://evil.example', server, null, false],
    ['null', server, null, false],
    ['http://chat.example', server, null, false],
    ['https://chat.example:444', server, null, false],
    ['https://chat.example.evil.example', server, null, false],
    ['HTTPS://CHAT.EXAMPLE', server, null, false],
    ['https://site.example', server, ['https://site.example'], true],
    ['https://site.example.evil', server, ['https://site.example'], false],
    ['https://any.example', server, ['*'], true],
    ['https://any.example', local, null, true],
    ['https://any.example', local, ['https://site.example'], false],
  ];
  it.each(cases)('%s at %s with %j: %s', (origin, url, origins, allowed) => {
    expect(originAllowed(origin, url, origins)).toBe(allowed);
  });

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

  it('that are allowed are told so, preflight included', async () => {
    const allowed = { ALLOWED_ORIGINS: 'https://one.example, https://two.example' };
    const headers = { Origin: 'https://two.example' };
    const health = await askWith(allowed, '/api/health', { headers });
    expect(health.headers.get('Access-Control-Allow-Origin')).toBe('https://two.example');
    expect(health.headers.get('Vary')).toContain('Origin');
    const preflight = await askWith(allowed, '/api/rooms/lobby/frames', {
      method: 'OPTIONS',
      headers,
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
    expect(preflight.headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });
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
  ])('%j: the log names the variable, the client learns nothing', async (settings, name) => {
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
  it('is kept in by a strict policy', async () => {
    const { headers } = await askWith({}, '/r/lobby');
    expect(headers.get('Content-Security-Policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  });
});

it('says how it is', async () => {
  const health = await (await ask('/api/health')).json();
  expect(health).toEqual({ ok: true, version: VERSION, protocol: 1 });
});
