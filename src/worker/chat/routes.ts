import type { Context } from 'hono';
import * as v from 'valibot';
import { cidSchema } from '../../protocol/ids.ts';
import { bodySchemas, chatBody, chatIdSchema } from '../../protocol/rest.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { ChatAct, ChatRun } from '../../room/assistant/chats.ts';
import type { Visitor } from '../../room/visitor.ts';
import { parseBody, readBody } from '../body.ts';
import { configOf, type Env } from '../config.ts';
import { faultResponse } from '../faults.ts';
import { callRoom, connectTo } from '../rooms.ts';
import { writingVisitor } from '../visitors.ts';
import { followAnswer } from './follow.ts';

type RoomContext = Context<{ Bindings: Env; Variables: { room: string } }>;

/** A client sends the whole talk each time, though only its end is read. */
const MOST_BYTES = 1_048_576;

/** As the AI SDK's clients expect them. */
const UI_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Vercel-AI-UI-Message-Stream': 'v1',
} as const;

/** Asks the assistant as `useChat` does, and streams the answer [R120]. */
export async function postChat(c: RoomContext): Promise<Response> {
  const visitor = await writer(c);
  if (!visitor.ok) return faultResponse(visitor.fault);
  const text = await readBody(c.req.raw, MOST_BYTES);
  if (!text.ok) return faultResponse(text.fault);
  const act = actOf(c.env, text.value);
  if (!act.ok) return faultResponse(act.fault);
  const { value } = act;
  // Without a cid the same question would be asked twice.
  const isRepeatable = value.type === 'ask' && value.cid !== undefined;
  const run = await callRoom(
    c.env,
    c.var.room,
    (room) => room.chat(visitor.value, value),
    isRepeatable ? 'repeatable' : 'once',
  );
  return run.ok ? stream(c, visitor.value, run.value) : faultResponse(run.fault);
}

/** The rest of an answer, with what there was of it before; 204 where none is on its way [R121]. */
export async function getChatStream(c: RoomContext): Promise<Response> {
  return onChat(c, 'resume', (visitor, run) => stream(c, visitor, run));
}

/** Stops an answer, wherever it was asked for [R122]. */
export async function postChatStop(c: RoomContext): Promise<Response> {
  return onChat(c, 'stop', async (_, run) => c.json({ stopped: run !== null }));
}

async function onChat(
  c: RoomContext,
  type: 'resume' | 'stop',
  answer: (visitor: Visitor, run: ChatRun | null) => Promise<Response>,
): Promise<Response> {
  const visitor = await writer(c);
  if (!visitor.ok) return faultResponse(visitor.fault);
  const chat = parseBody(chatIdSchema, JSON.stringify(c.req.param('id')));
  if (!chat.ok) return faultResponse(chat.fault);
  const act = { type, chat: chat.value };
  const run = await callRoom(c.env, c.var.room, (room) => room.chat(visitor.value, act));
  return run.ok ? answer(visitor.value, run.value) : faultResponse(run.fault);
}

const writer = (c: RoomContext): Promise<Result<Visitor>> =>
  writingVisitor(c.req.raw.headers, configOf(c.env));

async function stream(c: RoomContext, visitor: Visitor, run: ChatRun | null): Promise<Response> {
  if (run === null) return new Response(null, { status: 204 });
  const room = await connectTo(c.env, c.var.room, visitor, run.since);
  if (!room.ok) return faultResponse(room.fault);
  const body = followAnswer(room.value.webSocket, run, c.req.raw.signal);
  return new Response(body, { headers: UI_STREAM_HEADERS });
}

/** What a client wants, from the last of its messages. */
function actOf(env: Env, text: string): Result<ChatAct> {
  const body = parseBody(chatBody, text);
  if (!body.ok) return body;
  const { id: chat, messages, trigger, messageId } = body.value;
  if (trigger === 'regenerate-message')
    return { ok: true, value: { type: 'again', chat, ...(messageId && { id: messageId }) } };
  const last = messages.at(-1);
  if (last?.role !== 'user') return refused('bad_request', 'The last message must be a user’s.');
  const said = last.parts.flatMap((part) => (part.type === 'text' ? [part.text ?? ''] : []));
  const message = JSON.stringify({ text: said.join('\n') });
  const question = parseBody(bodySchemas(configOf(env).limits).publish, message);
  if (!question.ok) return question;
  // A request that is sent again asks once. With a messageId it is an edit, which asks anew.
  const cid = !messageId && v.is(cidSchema, last.id) ? { cid: last.id } : {};
  return { ok: true, value: { type: 'ask', chat, text: question.value.text, ...cid } };
}
