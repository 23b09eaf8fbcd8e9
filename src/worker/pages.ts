import type { Context } from 'hono';
import { fault } from '../protocol/errors.ts';
import type { Env } from './config.ts';
import { faultResponse } from './faults.ts';
import { meantRoom, roomMeantBy } from './meant-room.ts';
import { roomName } from './rooms.ts';

/** Nothing but our own files; the page builds nodes, so it needs no Trusted Types policy either. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const PAGE_HEADERS = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  // Its scripts carry their hash in their names; the page itself is asked for every time.
  'Cache-Control': 'no-cache',
} as const;

/**
 * The chat as a page: `/` is the lobby, `/r/:room` any room. The page reads the name itself. A name in
 * another case leads to the room that it means.
 */
export async function getPage(c: Context<{ Bindings: Env }>): Promise<Response> {
  const { pathname, origin, search } = new URL(c.req.url);
  // One address for each room: what is linked to, kept and counted is always the same.
  if (pathname !== '/' && pathname.endsWith('/'))
    return c.redirect(`${origin}${pathname.slice(0, -1)}${search}`, 308);
  const name = c.req.param('room');
  const known = name === undefined || roomName(name).ok;
  const meant = known ? null : meantRoom(name);
  if (meant !== null) return c.redirect(`/r/${meant}`);
  return page(c, '/index.html', known ? 200 : 404);
}

/** For people who followed a path that leads nowhere: the room it means, or a page with a way on. */
export function getMeant(c: Context<{ Bindings: Env }>): Response | Promise<Response> {
  const meant = roomMeantBy(c.req.path);
  return meant === null ? page(c, '/index.html', 404) : c.redirect(`/r/${meant}`);
}

/** Where one tries how the chat looks in a page. */
export const getEmbed = (c: Context<{ Bindings: Env }>): Promise<Response> =>
  page(c, '/embed', 200);

/**
 * A built file that there is no more: only what is not found among the assets comes here. Pages of other
 * sites are to see that it is gone, and not only that it did not come.
 */
export function getGone(): Response {
  const gone = faultResponse(
    fault('not_found', 'A deploy has replaced this file. Reload the page that asked for it.'),
  );
  gone.headers.set('Access-Control-Allow-Origin', '*');
  return gone;
}

async function page(
  c: Context<{ Bindings: Env }>,
  path: string,
  status: number,
): Promise<Response> {
  const asset = await c.env.ASSETS.fetch(new URL(path, c.req.url));
  const headers = new Headers(asset.headers);
  for (const [header, value] of Object.entries(PAGE_HEADERS)) headers.set(header, value);
  return new Response(asset.body, { status: asset.ok ? status : asset.status, headers });
}
