import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { fault } from '../protocol/errors.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { getChatStream, postChat, postChatStop } from './chat/routes.ts';
import { configOf, type Env } from './config.ts';
import { faultOf, faultResponse } from './faults.ts';
import { getFacts, getMessages, postFrames, postMessage } from './messages.ts';
import { originAllowed } from './origins.ts';
import { getEmbed, getPage } from './pages.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { roomName } from './rooms.ts';
import { postSession } from './sessions.ts';
import { getSocket, getTutorialSocket } from './sockets.ts';
import { getEvents, getPoll } from './streams.ts';
import { VERSION } from './version.ts';

type RoomEnv = { Bindings: Env; Variables: { room: string } };

/** Every browser that is not a page of ours is asked where it comes from, on every route. */
const knownOrigin = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  const { origins } = configOf(c.env);
  const allowed = (origin: string) => originAllowed(origin, new URL(c.req.url), origins);
  const origin = c.req.header('Origin');
  if (origin !== undefined && !allowed(origin))
    return faultResponse(
      fault('origin_not_allowed', 'This site may not use the chat; its owner can allow it.'),
    );
  return cors({
    origin: (from) => (allowed(from) ? from : null),
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID'],
    exposeHeaders: ['Retry-After'],
    maxAge: 86_400,
  })(c, next);
});

const isUpgrade = (c: Context): boolean => c.req.header('Upgrade')?.toLowerCase() === 'websocket';

const upgradeOnly = createMiddleware(async (c, next) =>
  isUpgrade(c)
    ? next()
    : faultResponse(
        fault('bad_request', 'This address is for WebSockets: send Upgrade: websocket.'),
      ),
);

const knownRoom = createMiddleware<RoomEnv>(async (c, next) => {
  const name = roomName(c.req.param('room'));
  if (!name.ok) return faultResponse(name.fault);
  c.set('room', name.value);
  return next();
});

const room = new Hono<RoomEnv>()
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

/** The URL map. Upgrades come before any middleware: the headers of a 101 cannot be changed. */
export const app = new Hono<{ Bindings: Env }>()
  .get('/api/rooms/:room/socket', upgradeOnly, getSocket)
  .get('/ws', upgradeOnly, getTutorialSocket)
  .use('/api/*', knownOrigin)
  .get('/api/health', (c) => c.json({ ok: true, version: VERSION, protocol: PROTOCOL_VERSION }))
  .post('/api/session', postSession)
  .route('/api/rooms/:room', room)
  .get('/', getPage)
  .get('/r/:room', getPage)
  .get('/embed', getEmbed)
  .notFound(() => faultResponse(fault('not_found', 'There is nothing here.')))
  .onError((error, c) => {
    const failure = faultOf(error);
    return isUpgrade(c) ? refuseUpgrade(c.req.raw, failure) : faultResponse(failure);
  });
