import type { Context } from 'hono';
import { ERRORS, fault } from '../protocol/errors.ts';
import { POLL_SECONDS } from '../protocol/limits.ts';
import type { PollBody } from '../protocol/rest.ts';
import { configOf, type Env } from './config.ts';
import { eventStream } from './event-stream.ts';
import { faultResponse } from './faults.ts';
import { longPoll } from './long-poll.ts';
import { callRoom, connectTo } from './rooms.ts';
import { refusedStream, SSE_HEADERS } from './sse.ts';
import { httpVisitor } from './visitors.ts';

type RoomContext = Context<{ Bindings: Env; Variables: { room: string } }>;

const RETRY_MS = 5000;

/** The room as server-sent events. A browser's own resume wins over the URL, which it resends old. */
export async function getEvents(c: RoomContext): Promise<Response> {
  const visitor = await httpVisitor(c.req.raw.headers, configOf(c.env));
  if (!visitor.ok) return faultResponse(visitor.fault);
  const since = c.req.header('Last-Event-ID') || c.req.query('since') || undefined;
  // Whoever asks for the head alone never reads, nor says that they are gone.
  if (c.req.method === 'HEAD') return new Response(null, { headers: SSE_HEADERS });
  const room = await connectTo(c.env, c.var.room, visitor.value, since);
  if (room.ok)
    return new Response(eventStream(room.value.webSocket, c.req.raw.signal, Math.random), {
      headers: SSE_HEADERS,
    });
  const { code, retryAfterMs = RETRY_MS } = room.fault;
  const { retry } = ERRORS[code];
  // An EventSource gives up for good at an error status, and comes back after any other end.
  return retry === 'never' || retry === 'renew'
    ? faultResponse(room.fault)
    : new Response(refusedStream(code, retryAfterMs), { headers: SSE_HEADERS });
}

/** The room as one answer: at once, or with the first news within `wait` seconds. */
export async function getPoll(c: RoomContext): Promise<Response> {
  const visitor = await httpVisitor(c.req.raw.headers, configOf(c.env));
  if (!visitor.ok) return faultResponse(visitor.fault);
  // Whoever asks for the head alone has nothing to wait for.
  const wait = c.req.method === 'HEAD' ? 0 : Number(c.req.query('wait') ?? 0);
  if (!(wait >= 0 && wait <= POLL_SECONDS))
    return faultResponse(fault('bad_request', `"wait" is 0 to ${POLL_SECONDS} seconds.`));
  const since = c.req.query('since') || undefined;

  const answer = (body: PollBody) => c.json(body, 200, { 'Cache-Control': 'no-store' });
  if (wait === 0) {
    const polled = await callRoom(c.env, c.var.room, (room) => room.poll(visitor.value, since));
    return polled.ok ? answer(polled.value) : faultResponse(polled.fault);
  }
  const room = await connectTo(c.env, c.var.room, visitor.value, since);
  if (!room.ok) return faultResponse(room.fault);
  const body = await longPoll(room.value.webSocket, wait * 1000, c.req.raw.signal);
  return typeof body === 'string'
    ? faultResponse(fault(body, 'The room restarts; poll again.', 0))
    : answer(body);
}
