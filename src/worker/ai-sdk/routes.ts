import type { Context } from 'hono';
import * as v from 'valibot';
import { type Fault, fault } from '../../protocol/errors.ts';
import { cidSchema } from '../../protocol/ids.ts';
import { bodySchemas, chatBody, chatIdSchema } from '../../protocol/rest.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { ChatCommand, ChatRun } from '../../room/assistant/chats.ts';
import type { Principal } from '../../room/principal.ts';
import { configOf, type Env } from '../config.ts';
import { errorResponse, plainTextError } from '../http/error-response.ts';
import { parseBody } from '../http/json-body.ts';
import { writingPrincipal } from '../identity/principals.ts';
import { callRoom, connectTo } from '../rooms/room-calls.ts';
import { SSE_HEADERS } from '../transports/sse.ts';
import { answerStream } from './answer-stream.ts';
import { readChatBody } from './chat-body.ts';

type RoomContext = Context<{ Bindings: Env; Variables: { room: string } }>;

/** The headers that clients of the AI SDK expect. */
const UI_STREAM_HEADERS = {
  ...SSE_HEADERS,
  'X-Vercel-AI-UI-Message-Stream': 'v1',
} as const;

/** Builds an error response in the form that the client can show [R115]. */
type ErrorFormat = (fault: Fault) => Response;

/** `useChat` shows the body of an error response to people; programs ask for JSON. */
const errorFormat = (c: RoomContext): ErrorFormat =>
  /\bapplication\/json\b/i.test(c.req.header('Accept') ?? '') ? errorResponse : plainTextError;

/** Asks the assistant for `useChat`, and streams the answer [R120]. */
export async function postChat(c: RoomContext): Promise<Response> {
  const principal = await writer(c);
  if (!principal.ok) return errorFormat(c)(principal.fault);
  const text = await readChatBody(c.req.raw);
  if (!text.ok) return errorFormat(c)(text.fault);
  const body = parseBody(chatBody, text.value);
  // Without a trigger the client is not `useChat`, but a program that expects JSON errors.
  const format = body.ok && body.value.trigger !== undefined ? errorFormat(c) : errorResponse;
  if (!body.ok) return format(body.fault);
  const command = commandOf(c.env, body.value);
  if (!command.ok) return format(command.fault);
  const { value } = command;
  // Without a cid a retry would ask the question twice.
  const isRepeatable = value.type === 'ask' && value.cid !== undefined;
  const run = await callRoom(
    c.env,
    c.var.room,
    (room) => room.chat(principal.value, value),
    isRepeatable ? 'repeatable' : 'once',
  );
  return run.ok ? stream(c, principal.value, run.value, format) : format(run.fault);
}

/** Resumes an answer from its beginning; 204 if none is running [R121]. */
export async function getChatStream(c: RoomContext): Promise<Response> {
  const format = errorFormat(c);
  return onChat(c, 'resume', format, (principal, run) => stream(c, principal, run, format));
}

/** Stops an answer, whichever client asked for it [R122]. */
export async function postChatStop(c: RoomContext): Promise<Response> {
  return onChat(c, 'stop', errorResponse, async (_, run) => c.json({ stopped: run !== null }));
}

async function onChat(
  c: RoomContext,
  type: 'resume' | 'stop',
  format: ErrorFormat,
  answer: (principal: Principal, run: ChatRun | null) => Promise<Response>,
): Promise<Response> {
  const principal = await writer(c);
  if (!principal.ok) return format(principal.fault);
  const chat = v.safeParse(chatIdSchema, c.req.param('id'));
  if (!chat.success)
    return format(fault('bad_request', 'The id of a chat is 1 to 128 of A-Z a-z 0-9 - . _ ~.'));
  const command = { type, chat: chat.output };
  const run = await callRoom(c.env, c.var.room, (room) => room.chat(principal.value, command));
  return run.ok ? answer(principal.value, run.value) : format(run.fault);
}

const writer = (c: RoomContext): Promise<Result<Principal>> =>
  writingPrincipal(c.req.raw.headers, configOf(c.env));

async function stream(
  c: RoomContext,
  principal: Principal,
  run: ChatRun | null,
  format: ErrorFormat,
): Promise<Response> {
  if (run === null) return new Response(null, { status: 204 });
  // A HEAD request never reads, and would hold a connection until the answer ends.
  if (c.req.method === 'HEAD') return new Response(null, { headers: UI_STREAM_HEADERS });
  const room = await connectTo(c.env, c.var.room, principal, run.since);
  if (!room.ok) return format(room.fault);
  const body = answerStream(room.value.webSocket, run, c.req.raw.signal);
  return new Response(body, { headers: UI_STREAM_HEADERS });
}

/** Maps a request of `useChat` to a command. */
function commandOf(
  env: Env,
  { id: chat, messages, trigger, messageId }: v.InferOutput<typeof chatBody>,
): Result<ChatCommand> {
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
  // The message id deduplicates retries. A request with a messageId is an edit, which asks again.
  const cid = !messageId && v.is(cidSchema, last.id) ? { cid: last.id } : {};
  return { ok: true, value: { type: 'ask', chat, text: question.value.text, ...cid } };
}
