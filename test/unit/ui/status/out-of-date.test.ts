import { describe, expect, it } from 'vitest';
import { isGone } from '../../../../src/ui/status/out-of-date/is-gone.ts';

const answering =
  (status: number, type = 'text/javascript'): typeof fetch =>
  async () =>
    new Response(null, { status, headers: { 'Content-Type': type } });

describe('a script that a page was loaded with', () => {
  it('is gone if the server says so, or has a page in its place', async () => {
    for (const server of [answering(404), answering(410), answering(200, 'text/html')])
      expect(await isGone('https://chat.example/assets/main.js', server)).toBe(true);
  });

  it('is not gone if it is there, the server is in trouble, or the network is down', async () => {
    const down = () => Promise.reject(new TypeError('Failed to fetch'));
    for (const server of [answering(200), answering(503), answering(429, 'text/html'), down])
      expect(await isGone('https://chat.example/assets/main.js', server)).toBe(false);
  });

  it('is requested past the browser’s cache, which keeps it forever', async () => {
    const asked: unknown[] = [];
    await isGone('https://chat.example/assets/main.js', async (...given) => {
      asked.push(given);
      return new Response();
    });
    expect(asked).toEqual([
      ['https://chat.example/assets/main.js', { method: 'HEAD', cache: 'no-store' }],
    ]);
  });
});
