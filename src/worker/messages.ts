import type { Context } from 'hono';
import { fault } from '../protocol/errors.ts';
import type { HistoryBody, PageAt, PublishBody } from '../protocol/rest.ts';
import { bodySchemas } from '../protocol/rest.ts';
import type { Result } from '../protocol/result.ts';
import type { Principal } from '../room/principal.ts';
import { parseBody, readBody } from './body.ts';
import { configOf, type Env } from './config.ts';
import { faultResponse } from './faults.ts';
import { callRoom, type Repeat } from './rooms.ts';
import { anyReader, httpVisitor, writingVisitor } from './visitors.ts';

type RoomContext = Context<{ Bindings: Env; Variables: { room: string } }>;

const NO_STORE = { 'Cache-Control': 'no-store' };

/** One client frame, or an array; answered with their replies in order. */
export async function postFrames(c: RoomContext): Promise<Response> {
  const post = await authorPost(c);
  if (!post.ok) return faultResponse(post.fault);
  const { visitor, text } = post.value;
  const replies = await callRoom(
    c.env,
    c.var.room,
    (room) => room.submit(visitor, text),
    repeatOf(text),
  );
  return replies.ok ? c.json(replies.value, 200, NO_STORE) : faultResponse(replies.fault);
}

/** One message, from any backend. `Idempotency-Key` is the cid, in the header's own terms. */
export async function postMessage(c: RoomContext): Promise<Response> {
  const post = await authorPost(c);
  if (!post.ok) return faultResponse(post.fault);
  const { visitor, text } = post.value;
  const schema = bodySchemas(configOf(c.env).limits).publish;
  const body = parseBody(schema, text);
  if (!body.ok) return faultResponse(body.fault);
  const key = c.req.header('Idempotency-Key');
  if (key !== undefined && body.value.cid !== undefined && key !== body.value.cid)
    return faultResponse(fault('bad_request', '"cid" and Idempotency-Key must be the same.'));
  const keyed = parseBody(
    schema,
    JSON.stringify({ ...body.value, ...(key !== undefined && { cid: key }) }),
  );
  if (!keyed.ok) return faultResponse(keyed.fault);
  const published = await callRoom(
    c.env,
    c.var.room,
    (room) => room.publish(visitor, keyed.value),
    keyed.value.cid === undefined ? 'once' : 'repeatable',
  );
  if (!published.ok) return faultResponse(published.fault);
  const { message, repeat } = published.value;
  return c.json<PublishBody>({ message }, repeat ? 200 : 201, NO_STORE);
}

/** What anyone may know of a room without being in it. */
export async function getFacts(c: RoomContext): Promise<Response> {
  const facts = await callRoom(c.env, c.var.room, (room) =>
    room.facts(anyReader(c.req.raw.headers)),
  );
  return facts.ok ? c.json(facts.value) : faultResponse(facts.fault);
}

/** One page of history, newest last. */
export async function getMessages(c: RoomContext): Promise<Response> {
  const visitor = await httpVisitor(c.req.raw.headers, configOf(c.env));
  if (!visitor.ok) return faultResponse(visitor.fault);
  const { pageMessages } = configOf(c.env).limits;
  const given = c.req.query('limit');
  const limit = given === undefined ? undefined : Number(given);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= pageMessages))
    return faultResponse(fault('bad_request', `"limit" is 1 to ${pageMessages}.`));
  const at: PageAt = {};
  for (const place of ['before', 'after', 'around'] as const) {
    const id = c.req.query(place);
    if (id !== undefined) at[place] = id;
  }
  if (Object.keys(at).length > 1)
    return faultResponse(fault('bad_request', 'Send one of "before", "after" and "around".'));
  const page = await callRoom(c.env, c.var.room, (room) => room.page(visitor.value, at, limit));
  return page.ok ? c.json<HistoryBody>(page.value, 200, NO_STORE) : faultResponse(page.fault);
}

/** The body of a POST, and its author, who must be someone. */
async function authorPost(c: RoomContext): Promise<Result<{ visitor: Principal; text: string }>> {
  const config = configOf(c.env);
  const visitor = await writingVisitor(c.req.raw.headers, config);
  if (!visitor.ok) return visitor;
  const text = await readBody(c.req.raw, config.limits.frameBytes);
  return text.ok ? { ok: true, value: { visitor: visitor.value, text: text.value } } : text;
}

/** The frames that store nothing, and may come twice. */
const PASSING: ReadonlySet<unknown> = new Set(['typing', 'read', 'who', 'reacted', 'join', 'sync']);

/** Whether frames may be sent to the room twice: those that store something need a cid. */
function repeatOf(text: string): Repeat {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // It is refused, however often it comes.
    return 'repeatable';
  }
  const frames = (Array.isArray(value) ? value : [value]) as ({
    type?: unknown;
    cid?: unknown;
  } | null)[];
  const isSafe = frames.every(
    (frame) => typeof frame?.cid === 'string' || PASSING.has(frame?.type),
  );
  return isSafe ? 'repeatable' : 'once';
}
