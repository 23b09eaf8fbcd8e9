import type { Context } from 'hono';
import * as v from 'valibot';
import { type Fault, fault } from '../../protocol/errors.ts';
import { cidSchema } from '../../protocol/ids.ts';
import { bodySchemas, chatBody, chatIdSchema } from '../../protocol/rest.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { ChatAct, ChatRun } from '../../room/assistant/chats.ts';
import type { Principal } from '../../room/principal.ts';
import { parseBody } from '../body.ts';
import { configOf, type Env } from '../config.ts';
import { faultResponse, sentenceResponse } from '../faults.ts';
import { callRoom, connectTo } from '../rooms.ts';
import { writingVisitor } from '../visitors.ts';
import { readChatBody } from './body.ts';
import { followAnswer } from './follow.ts';

type RoomContext = Context<{ Bindings: Env; Variables: { room: string } }>;

/** As the AI SDK's clients expect them. */
const UI_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Vercel-AI-UI-Message-Stream': 'v1',
} as const;

/** A failure in the form that whoever asks can show [R115]. */
type Told = (fault: Fault) => Response;

/** `useChat` shows the body of an error as it is; a program that wants JSON says so. */
const toldTo = (c: RoomContext): Told =>
  /\bapplication\/json\b/i.test(c.req.header('Accept') ?? '') ? faultResponse : sentenceResponse;

/** Asks the assistant as `useChat` does, and streams the answer [R120]. */
export async function postChat(c: RoomContext): Promise<Response> {
  const visitor = await writer(c);
  if (!visitor.ok) return toldTo(c)(visitor.fault);
  const text = await readChatBody(c.req.raw);
  if (!text.ok) return toldTo(c)(text.fault);
  const body = parseBody(chatBody, text.value);
  // Without a trigger it is not `useChat`, but a program that reads errors as everywhere.
  const told = body.ok && body.value.trigger !== undefined ? toldTo(c) : faultResponse;
  if (!body.ok) return told(body.fault);
  const act = actOf(c.env, body.value);
  if (!act.ok) return told(act.fault);
  const { value } = act;
  // Without a cid the same question would be asked twice.
  const isRepeatable = value.type === 'ask' && value.cid !== undefined;
  const run = await callRoom(
    c.env,
    c.var.room,
    (room) => room.chat(visitor.value, value),
    isRepeatable ? 'repeatable' : 'once',
  );
  return run.ok ? stream(c, visitor.value, run.value, told) : told(run.fault);
}

/** The rest of an answer, with what there was of it before; 204 where none is on its way [R121]. */
export async function getChatStream(c: RoomContext): Promise<Response> {
  const told = toldTo(c);
  return onChat(c, 'resume', told, (visitor, run) => stream(c, visitor, run, told));
}

/** Stops an answer, wherever it was asked for [R122]. */
export async function postChatStop(c: RoomContext): Promise<Response> {
  return onChat(c, 'stop', faultResponse, async (_, run) => c.json({ stopped: run !== null }));
}

async function onChat(
  c: RoomContext,
  type: 'resume' | 'stop',
  told: Told,
  answer: (visitor: Principal, run: ChatRun | null) => Promise<Response>,
): Promise<Response> {
  const visitor = await writer(c);
  if (!visitor.ok) return told(visitor.fault);
  const chat = v.safeParse(chatIdSchema, c.req.param('id'));
  if (!chat.success)
    return told(fault('bad_request', 'The id of a chat is 1 to 128 of A-Z a-z 0-9 - . _ ~.'));
  const act = { type, chat: chat.output };
  const run = await callRoom(c.env, c.var.room, (room) => room.chat(visitor.value, act));
  return run.ok ? answer(visitor.value, run.value) : told(run.fault);
}

const writer = (c: RoomContext): Promise<Result<Principal>> =>
  writingVisitor(c.req.raw.headers, configOf(c.env));

async function stream(
  c: RoomContext,
  visitor: Principal,
  run: ChatRun | null,
  told: Told,
): Promise<Response> {
  if (run === null) return new Response(null, { status: 204 });
  // Whoever asks for the head alone never reads, and would hold a connection until the end.
  if (c.req.method === 'HEAD') return new Response(null, { headers: UI_STREAM_HEADERS });
  const room = await connectTo(c.env, c.var.room, visitor, run.since);
  if (!room.ok) return told(room.fault);
  const body = followAnswer(room.value.webSocket, run, c.req.raw.signal);
  return new Response(body, { headers: UI_STREAM_HEADERS });
}

/** What a client wants, from the last of its messages. */
function actOf(
  env: Env,
  { id: chat, messages, trigger, messageId }: v.InferOutput<typeof chatBody>,
): Result<ChatAct> {
  if (trigger === 'regenerate-message')
    return { ok: true, value: { type: 'again', chat, ...(messageId && { id: messageId }) } };
  const last = messages.at(-1);
  if (last?.role !== 'user') return refused('bad_request', 'The last message must be a user’s.');
  if (last.parts.some(({ type }) => type === 'file'))
    return refused('unsupported_media_type', 'Files cannot be sent here; send the text alone.');
  const said = last.parts.flatMap((part) => (part.type === 'text' ? [part.text ?? ''] : []));
  const message = JSON.stringify({ text: said.join('\n') });
  const question = parseBody(bodySchemas(configOf(env).limits).publish, message);
  if (!question.ok) return question;
  // A request that is sent again asks once. With a messageId it is an edit, which asks anew.
  const cid = !messageId && v.is(cidSchema, last.id) ? { cid: last.id } : {};
  return { ok: true, value: { type: 'ask', chat, text: question.value.text, ...cid } };
}
