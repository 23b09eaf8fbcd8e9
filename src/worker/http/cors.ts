import { createMiddleware } from 'hono/factory';
import { fault } from '../../protocol/errors.ts';
import { configOf, type Env } from '../config.ts';
import { errorResponse } from './error-response.ts';
import { originAllowed } from './origins.ts';

/** The headers that our clients send; allowed also if the requested list is not usable. */
const OWN_HEADERS = 'Authorization,Content-Type,Idempotency-Key,Last-Event-ID';

/** A list of header names as browsers write it, up to a plausible length. */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;
const MOST_CHARS = 4096;
const PREFLIGHT_SECONDS = 86_400;

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET,HEAD,POST',
  'Access-Control-Max-Age': `${PREFLIGHT_SECONDS}`,
};

/**
 * The allowed request headers [R14]: whatever the browser asks for. Host pages, tracing libraries and SDKs
 * add their own, and extra headers grant nothing beyond what the origin may do anyway.
 */
function allowedHeaders(requested: string | undefined): string {
  const isList = requested !== undefined && requested.length <= MOST_CHARS;
  return isList && HEADER_NAMES.test(requested) ? requested : OWN_HEADERS;
}

/** Checks the origin of browser requests from other sites, and answers preflights. */
export const checkOrigin = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  const origin = c.req.header('Origin');
  const allowed =
    origin === undefined || originAllowed(origin, new URL(c.req.url), configOf(c.env).origins);
  if (!allowed) {
    c.res = errorResponse(
      fault('origin_not_allowed', 'This site may not use the chat; its owner can allow it.'),
    );
  } else if (c.req.method === 'OPTIONS') {
    const headers = allowedHeaders(c.req.header('Access-Control-Request-Headers'));
    c.res = new Response(null, {
      status: 204,
      headers: { ...PREFLIGHT_HEADERS, 'Access-Control-Allow-Headers': headers },
    });
    c.header('Vary', 'Access-Control-Request-Headers', { append: true });
  } else await next();
  // The response depends on the origin.
  c.header('Vary', 'Origin', { append: true });
  if (!allowed || origin === undefined) return;
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Expose-Headers', 'Retry-After');
});
