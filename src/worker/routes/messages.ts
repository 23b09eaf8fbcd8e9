import type { Context } from 'hono';
import { fault } from '../../protocol/errors.ts';
import type { HistoryBody, PageAt, PublishBody } from '../../protocol/rest.ts';
import { bodySchemas } from '../../protocol/rest.ts';
import type { Result } from '../../protocol/result.ts';
import type { Principal } from '../../room/principal.ts';
import { configOf, type Env } from '../config.ts';
import { errorResponse } from '../http/error-response.ts';
import { parseBody, readBody } from '../http/json-body.ts';
import { anyReader, httpPrincipal, writingPrincipal } from '../identity/principals.ts';
import { callRoom, type Repeat } from '../rooms/room-calls.ts';

type RoomContext = Context<{ Bindings: Env; Variables: { room: string } }>;

const NO_STORE = { 'Cache-Control': 'no-store' };

/** Takes one command or an array, and returns the replies in order. */
export async function postFrames(c: RoomContext): Promise<Response> {
  const post = await authorPost(c);
  if (!post.ok) return errorResponse(post.fault);
  const { principal, text } = post.value;
  const replies = await callRoom(
    c.env,
    c.var.room,
    (room) => room.submit(principal, text),
    repeatOf(text),
  );
  return replies.ok ? c.json(replies.value, 200, NO_STORE) : errorResponse(replies.fault);
}

/** Publishes one message from a backend. `Idempotency-Key` is the cid. */
export async function postMessage(c: RoomContext): Promise<Response> {
  const post = await authorPost(c);
  if (!post.ok) return errorResponse(post.fault);
  const { principal, text } = post.value;
  const schema = bodySchemas(configOf(c.env).limits).publish;
  const body = parseBody(schema, text);
  if (!body.ok) return errorResponse(body.fault);
  const key = c.req.header('Idempotency-Key');
  if (key !== undefined && body.value.cid !== undefined && key !== body.value.cid)
    return errorResponse(fault('bad_request', '"cid" and Idempotency-Key must be the same.'));
  const keyed = parseBody(
    schema,
    JSON.stringify({ ...body.value, ...(key !== undefined && { cid: key }) }),
  );
  if (!keyed.ok) return errorResponse(keyed.fault);
  const published = await callRoom(
    c.env,
    c.var.room,
    (room) => room.publish(principal, keyed.value),
    keyed.value.cid === undefined ? 'once' : 'repeatable',
  );
  if (!published.ok) return errorResponse(published.fault);
  const { message, repeat } = published.value;
  return c.json<PublishBody>({ message }, repeat ? 200 : 201, NO_STORE);
}

/** The public facts of a room. */
export async function getFacts(c: RoomContext): Promise<Response> {
  const facts = await callRoom(c.env, c.var.room, (room) =>
    room.facts(anyReader(c.req.raw.headers)),
  );
  return facts.ok ? c.json(facts.value) : errorResponse(facts.fault);
}

/** A page of history, newest last. */
export async function getMessages(c: RoomContext): Promise<Response> {
  const principal = await httpPrincipal(c.req.raw.headers, configOf(c.env));
  if (!principal.ok) return errorResponse(principal.fault);
  const { pageMessages } = configOf(c.env).limits;
  const given = c.req.query('limit');
  const limit = given === undefined ? undefined : Number(given);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= pageMessages))
    return errorResponse(fault('bad_request', `"limit" is 1 to ${pageMessages}.`));
  const at: PageAt = {};
  for (const place of ['before', 'after', 'around'] as const) {
    const id = c.req.query(place);
    if (id !== undefined) at[place] = id;
  }
  if (Object.keys(at).length > 1)
    return errorResponse(fault('bad_request', 'Send one of "before", "after" and "around".'));
  const page = await callRoom(c.env, c.var.room, (room) => room.page(principal.value, at, limit));
  return page.ok ? c.json<HistoryBody>(page.value, 200, NO_STORE) : errorResponse(page.fault);
}

/** The body and the principal of a POST, which requires an identity. */
async function authorPost(c: RoomContext): Promise<Result<{ principal: Principal; text: string }>> {
  const config = configOf(c.env);
  const principal = await writingPrincipal(c.req.raw.headers, config);
  if (!principal.ok) return principal;
  const text = await readBody(c.req.raw, config.limits.frameBytes);
  return text.ok ? { ok: true, value: { principal: principal.value, text: text.value } } : text;
}

/** Commands that store nothing, so sending them twice is harmless. */
const EPHEMERAL: ReadonlySet<unknown> = new Set([
  'typing',
  'read',
  'who',
  'reacted',
  'join',
  'sync',
]);

/** Whether commands may be sent to the room twice: those that store something need a cid. */
function repeatOf(text: string): Repeat {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // It is rejected every time.
    return 'repeatable';
  }
  const frames = (Array.isArray(value) ? value : [value]) as ({
    type?: unknown;
    cid?: unknown;
  } | null)[];
  const isSafe = frames.every(
    (frame) => typeof frame?.cid === 'string' || EPHEMERAL.has(frame?.type),
  );
  return isSafe ? 'repeatable' : 'once';
}
