import type { Context } from 'hono';
import { fault } from '../../protocol/errors.ts';
import type { Env } from '../config.ts';
import { errorResponse } from '../http/error-response.ts';
import { roomName } from '../rooms/room-calls.ts';
import { roomFromPath, roomInLowerCase } from '../rooms/room-redirects.ts';

/** Allows only our own files. The page creates DOM nodes, never HTML, so it needs no Trusted Types policy. */
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
  // Script names contain hashes; the page itself is always revalidated.
  'Cache-Control': 'no-cache',
} as const;

/**
 * The chat page: `/` is the lobby, `/r/:room` any room. The page reads the name from its URL. A name in
 * another case redirects to the room it means.
 */
export async function getPage(c: Context<{ Bindings: Env }>): Promise<Response> {
  const { pathname, origin, search } = new URL(c.req.url);
  // One canonical URL per room.
  if (pathname !== '/' && pathname.endsWith('/'))
    return c.redirect(`${origin}${pathname.slice(0, -1)}${search}`, 308);
  const name = c.req.param('room');
  const known = name === undefined || roomName(name).ok;
  const meant = known ? null : roomInLowerCase(name);
  if (meant !== null) return c.redirect(`/r/${meant}`);
  return page(c, '/index.html', known ? 200 : 404);
}

/** For browsers at an unknown path: redirects to the room it means, or shows a page that suggests one. */
export function redirectToRoom(c: Context<{ Bindings: Env }>): Response | Promise<Response> {
  const meant = roomFromPath(c.req.path);
  return meant === null ? page(c, '/index.html', 404) : c.redirect(`/r/${meant}`);
}

/** The page that generates the embed snippet. */
export const getEmbed = (c: Context<{ Bindings: Env }>): Promise<Response> =>
  page(c, '/embed', 200);

/**
 * An asset of an earlier deploy; existing assets never reach this route. CORS headers let pages of other
 * sites see the status.
 */
export function getRemovedAsset(): Response {
  const gone = errorResponse(
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
