import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { fault } from '../protocol/errors.ts';
import { getChatStream, postChat, postChatStop } from './ai-sdk/routes.ts';
import type { Env } from './config.ts';
import { methodNotAllowed } from './http/allowed-methods.ts';
import { checkOrigin } from './http/cors.ts';
import { errorOf, errorResponse } from './http/error-response.ts';
import { rejectUpgrade } from './http/reject-upgrade.ts';
import { roomName } from './rooms/room-calls.ts';
import { acceptsHtml } from './rooms/room-redirects.ts';
import { getHealth } from './routes/health.ts';
import { getFacts, getMessages, postFrames, postMessage } from './routes/messages.ts';
import { getEmbed, getPage, getRemovedAsset, redirectToRoom } from './routes/pages.ts';
import { postSession } from './routes/session.ts';
import { getSocket, getTutorialSocket } from './routes/sockets.ts';
import { getEvents, getPoll } from './routes/streams.ts';

type RoomEnv = { Bindings: Env; Variables: { room: string } };

/** Keeps browsers from guessing content types [R15]. */
const noSniff = createMiddleware(async (c, next) => {
  await next();
  // The headers of a 101 cannot be changed.
  if (c.res.status !== 101) c.header('X-Content-Type-Options', 'nosniff');
});

const isUpgrade = (c: Context): boolean => c.req.header('Upgrade')?.toLowerCase() === 'websocket';

const upgradeOnly = createMiddleware(async (c, next) =>
  isUpgrade(c)
    ? next()
    : errorResponse(
        fault('bad_request', 'This address is for WebSockets: send Upgrade: websocket.'),
      ),
);

const knownRoom = createMiddleware<RoomEnv>(async (c, next) => {
  const name = roomName(c.req.param('room'));
  if (!name.ok) return errorResponse(name.fault);
  c.set('room', name.value);
  return next();
});

const room = new Hono<RoomEnv>({ strict: false })
  .use(knownRoom)
  .get('/', getFacts)
  .get('/events', getEvents)
  .get('/poll', getPoll)
  .post('/frames', postFrames)
  .get('/messages', getMessages)
  .post('/messages', postMessage)
  .post('/chat', postChat)
  .get('/chat/:id/stream', getChatStream)
  .post('/chat/:id/stop', postChatStop);

/**
 * The URL map. Trailing slashes are ignored. Upgrades check their origin themselves, since CORS does not
 * apply to them.
 */
export const app: Hono<{ Bindings: Env }> = new Hono<{ Bindings: Env }>({ strict: false })
  .use(noSniff)
  .get('/api/rooms/:room/socket', upgradeOnly, getSocket)
  .get('/ws', upgradeOnly, getTutorialSocket)
  .use('/api/*', checkOrigin)
  .get('/api/health', getHealth)
  .post('/api/session', postSession)
  .route('/api/rooms/:room', room)
  .get('/', getPage)
  .get('/r/:room', getPage)
  .get('/embed', getEmbed)
  .get('/assets/:file', getRemovedAsset)
  .notFound((c) =>
    acceptsHtml(c)
      ? redirectToRoom(c)
      : (methodNotAllowed(app, c) ?? errorResponse(fault('not_found', 'There is nothing here.'))),
  )
  .onError((error, c) => {
    const failure = errorOf(error);
    return isUpgrade(c) ? rejectUpgrade(c.req.raw, failure) : errorResponse(failure);
  });
