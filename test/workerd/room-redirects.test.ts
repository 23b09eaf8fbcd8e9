// Paths that people type or follow by mistake, and where they lead.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { app } from '../../src/worker/app.ts';
import type { Env } from '../../src/worker/config.ts';

describe('a path that is probably a mistake', () => {
  const asked = (path: string, accept = 'text/html,*/*') =>
    app.request(
      `https://chat.example${path}`,
      { headers: { Accept: accept }, redirect: 'manual' },
      env as unknown as Env,
    );

  it.each([
    ['/r/Lobby', '/r/lobby'],
    ['/lobby', '/r/lobby'],
    ['/My_Room-2', '/r/my_room-2'],
  ])('%s redirects to %s', async (path, to) => {
    const response = await asked(path);
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toBe(to);
  });

  it.each(['/some/where', '/a room', '/r/a room', '/API', '/assets'])(
    '%s is an HTML page with a link onwards, not JSON',
    async (path) => {
      const response = await asked(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('Content-Type')).toContain('text/html');
      expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    },
  );

  it('returns JSON to programs, and below /api to everyone', async () => {
    for (const response of [await asked('/lobby', '*/*'), await asked('/api/lobby')]) {
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'not_found' } });
    }
  });
});
