import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { fault } from '../protocol/errors.ts';
import { getChatStream, postChat, postChatStop } from './chat/routes.ts';
import type { Env } from './config.ts';
import { checkOrigin } from './cors.ts';
import { faultOf, faultResponse } from './faults.ts';
import { getHealth } from './health.ts';
import { wantsPage } from './meant-room.ts';
import { getFacts, getMessages, postFrames, postMessage } from './messages.ts';
import { wrongMethod } from './methods.ts';
import { getEmbed, getGone, getMeant, getPage } from './pages.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { roomName } from './rooms.ts';
import { postSession } from './sessions.ts';
import { getSocket, getTutorialSocket } from './sockets.ts';
import { getEvents, getPoll } from './streams.ts';

type RoomEnv = { Bindings: Env; Variables: { room: string } };

/** Nothing that is answered is anything but what its Content-Type says [R15]. */
const noSniff = createMiddleware(async (c, next) => {
  await next();
  // The headers of a 101 cannot be changed.
  if (c.res.status !== 101) c.header('X-Content-Type-Options', 'nosniff');
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
 * The URL map; a slash at the end of a path makes no difference. Upgrades check their origin
 * themselves: CORS does not apply to them.
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
  .get('/assets/:file', getGone)
  .notFound((c) =>
    wantsPage(c)
      ? getMeant(c)
      : (wrongMethod(app, c) ?? faultResponse(fault('not_found', 'There is nothing here.'))),
  )
  .onError((error, c) => {
    const failure = faultOf(error);
    return isUpgrade(c) ? refuseUpgrade(c.req.raw, failure) : faultResponse(failure);
  });
