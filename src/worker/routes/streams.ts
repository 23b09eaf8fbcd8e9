import type { Context } from 'hono';
import { ERRORS, fault } from '../../protocol/errors.ts';
import { POLL_SECONDS } from '../../protocol/limits.ts';
import type { PollBody } from '../../protocol/rest.ts';
import { configOf, type Env } from '../config.ts';
import { errorResponse } from '../http/error-response.ts';
import { httpPrincipal } from '../identity/principals.ts';
import { callRoom, connectTo } from '../rooms/room-calls.ts';
import { eventStream } from '../transports/event-stream.ts';
import { longPoll } from '../transports/long-poll.ts';
import { refusedStream, SSE_HEADERS } from '../transports/sse.ts';

type RoomContext = Context<{ Bindings: Env; Variables: { room: string } }>;

const RETRY_MS = 5000;

/** The room as server-sent events. `Last-Event-ID` wins over the URL, which browsers resend unchanged. */
export async function getEvents(c: RoomContext): Promise<Response> {
  const principal = await httpPrincipal(c.req.raw.headers, configOf(c.env));
  if (!principal.ok) return errorResponse(principal.fault);
  const since = c.req.header('Last-Event-ID') || c.req.query('since') || undefined;
  // A HEAD request never reads the stream and never reports a disconnect.
  if (c.req.method === 'HEAD') return new Response(null, { headers: SSE_HEADERS });
  const room = await connectTo(c.env, c.var.room, principal.value, since);
  if (room.ok)
    return new Response(eventStream(room.value.webSocket, c.req.raw.signal, Math.random), {
      headers: SSE_HEADERS,
    });
  const { code, retryAfterMs = RETRY_MS } = room.fault;
  const { retry } = ERRORS[code];
  // An EventSource gives up at an error status and reconnects after any other end.
  return retry === 'never' || retry === 'renew'
    ? errorResponse(room.fault)
    : new Response(refusedStream(code, retryAfterMs), { headers: SSE_HEADERS });
}

/** The room as a single response: at once, or with the first durable frame within `wait` seconds. */
export async function getPoll(c: RoomContext): Promise<Response> {
  const principal = await httpPrincipal(c.req.raw.headers, configOf(c.env));
  if (!principal.ok) return errorResponse(principal.fault);
  // A HEAD request does not wait.
  const wait = c.req.method === 'HEAD' ? 0 : Number(c.req.query('wait') ?? 0);
  if (!(wait >= 0 && wait <= POLL_SECONDS))
    return errorResponse(fault('bad_request', `"wait" is 0 to ${POLL_SECONDS} seconds.`));
  const since = c.req.query('since') || undefined;

  const answer = (body: PollBody) => c.json(body, 200, { 'Cache-Control': 'no-store' });
  if (wait === 0) {
    const polled = await callRoom(c.env, c.var.room, (room) => room.poll(principal.value, since));
    return polled.ok ? answer(polled.value) : errorResponse(polled.fault);
  }
  const room = await connectTo(c.env, c.var.room, principal.value, since);
  if (!room.ok) return errorResponse(room.fault);
  const body = await longPoll(room.value.webSocket, wait * 1000, c.req.raw.signal);
  return typeof body === 'string'
    ? errorResponse(fault(body, 'The room restarts; poll again.', 0))
    : answer(body);
}
