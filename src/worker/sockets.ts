import type { Context } from 'hono';
import { type Fault, fault } from '../protocol/errors.ts';
import { SUBPROTOCOL } from '../protocol/version.ts';
import type { Principal } from '../room/principal.ts';
import { brake } from './brake.ts';
import { configOf, type Env } from './config.ts';
import { originAllowed } from './origins.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { connectTo, roomName } from './rooms.ts';
import { joinByFrame } from './tutorial.ts';
import { socketVisitor } from './visitors.ts';

type EnvContext = Context<{ Bindings: Env }>;

/** A WebSocket to a room. Once it stands the Worker is out of the way, and the room may sleep. */
export async function getSocket(c: EnvContext): Promise<Response> {
  const request = c.req.raw;
  const unwelcome = wrongUpgrade(c);
  if (unwelcome !== undefined) return refuseUpgrade(request, unwelcome);
  const name = roomName(c.req.param('room'));
  if (!name.ok) return refuseUpgrade(request, name.fault);
  const visitor = await socketVisitor(request.headers, configOf(c.env));
  if (!visitor.ok) return refuseUpgrade(request, visitor.fault);
  const held = isNewGuest(visitor.value) && (await brake(c.env, request.headers));
  if (held) return refuseUpgrade(request, held);
  const room = await connectTo(c.env, name.value, visitor.value, c.req.query('since') || undefined);
  return room.ok ? room.value : refuseUpgrade(request, room.fault);
}

/** A WebSocket that names its room in its first frame, for clients written after a tutorial. */
export async function getTutorialSocket(c: EnvContext): Promise<Response> {
  const { headers } = c.req.raw;
  const config = configOf(c.env);
  const unwelcome = wrongUpgrade(c);
  if (unwelcome !== undefined) return refuseUpgrade(c.req.raw, unwelcome);
  const known = await socketVisitor(headers, config);
  if (!known.ok) return refuseUpgrade(c.req.raw, known.fault);
  const held = isNewGuest(known.value) && (await brake(c.env, headers));
  if (held) return refuseUpgrade(c.req.raw, held);
  const { 0: client, 1: socket } = new WebSocketPair();
  const isNew = isNewGuest(known.value);
  const nameFault = (name: string) => (isNew ? config.reservedNames.fault(name) : undefined);
  joinByFrame(socket, config.limits, nameFault, async (room, name) => {
    const visitor = await socketVisitor(headers, config, name);
    return visitor.ok ? connectTo(c.env, room, visitor.value, undefined) : visitor;
  });
  const chosen: HeadersInit = known.value.plain ? {} : { 'Sec-WebSocket-Protocol': SUBPROTOCOL };
  return new Response(null, { status: 101, webSocket: client, headers: chosen });
}

/** Somebody who may write and was nobody before. */
const isNewGuest = ({ role, expiresAt }: Principal): boolean =>
  role === 'guest' && expiresAt === null;

// CORS does not protect WebSockets: any page may open one, and says only where it is from.
function wrongUpgrade(c: EnvContext): Fault | undefined {
  const origin = c.req.header('Origin') ?? null;
  return originAllowed(origin, new URL(c.req.url), configOf(c.env).origins)
    ? undefined
    : fault('origin_not_allowed', 'This site may not use the chat; its owner can allow it.');
}
