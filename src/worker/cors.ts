import { createMiddleware } from 'hono/factory';
import { fault } from '../protocol/errors.ts';
import { configOf, type Env } from './config.ts';
import { faultResponse } from './faults.ts';
import { originAllowed } from './origins.ts';

/** What clients of ours send, allowed also where a browser asks in a way that is not answered. */
const OWN_HEADERS = 'Authorization,Content-Type,Idempotency-Key,Last-Event-ID';

/** A list of header names as a browser writes it; longer ones are no browser's. */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;
const MOST_CHARS = 4096;
const PREFLIGHT_SECONDS = 86_400;

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET,HEAD,POST',
  'Access-Control-Max-Age': `${PREFLIGHT_SECONDS}`,
};

/**
 * The headers that a request may carry [R14]: whatever the browser asks for. Host pages, tracing
 * libraries and SDKs add their own, and none of them can do more than the origin may do anyway.
 */
function allowedHeaders(requested: string | undefined): string {
  const isList = requested !== undefined && requested.length <= MOST_CHARS;
  return isList && HEADER_NAMES.test(requested) ? requested : OWN_HEADERS;
}

/** Checks the origin of every browser that is not a page of ours, and answers preflights. */
export const checkOrigin = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  const origin = c.req.header('Origin');
  const allowed =
    origin === undefined || originAllowed(origin, new URL(c.req.url), configOf(c.env).origins);
  if (!allowed) {
    c.res = faultResponse(
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
  // Whatever the answer is, for another origin it could be another.
  c.header('Vary', 'Origin', { append: true });
  if (!allowed || origin === undefined) return;
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Expose-Headers', 'Retry-After');
});
