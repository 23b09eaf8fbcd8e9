import type { Context } from 'hono';
import { type Fault, fault } from '../../protocol/errors.ts';
import { SUBPROTOCOL } from '../../protocol/version.ts';
import type { Principal } from '../../room/principal.ts';
import { configOf, type Env } from '../config.ts';
import { originAllowed } from '../http/origins.ts';
import { rejectUpgrade } from '../http/reject-upgrade.ts';
import { socketPrincipal } from '../identity/principals.ts';
import { limitNewSessions } from '../identity/session-rate-limit.ts';
import { connectTo, roomName } from '../rooms/room-calls.ts';
import { joinByFrame } from '../transports/join-by-frame.ts';

type EnvContext = Context<{ Bindings: Env }>;

/** A WebSocket to a room. Once it is open, the Worker is not involved and the room may hibernate. */
export async function getSocket(c: EnvContext): Promise<Response> {
  const request = c.req.raw;
  const unwelcome = wrongUpgrade(c);
  if (unwelcome !== undefined) return rejectUpgrade(request, unwelcome);
  const name = roomName(c.req.param('room'));
  if (!name.ok) return rejectUpgrade(request, name.fault);
  const principal = await socketPrincipal(request.headers, configOf(c.env));
  if (!principal.ok) return rejectUpgrade(request, principal.fault);
  const held = isNewGuest(principal.value) && (await limitNewSessions(c.env, request.headers));
  if (held) return rejectUpgrade(request, held);
  const room = await connectTo(
    c.env,
    name.value,
    principal.value,
    c.req.query('since') || undefined,
  );
  return room.ok ? room.value : rejectUpgrade(request, room.fault);
}

/** A WebSocket that names its room in its first frame, as the clients of tutorials do. */
export async function getTutorialSocket(c: EnvContext): Promise<Response> {
  const { headers } = c.req.raw;
  const config = configOf(c.env);
  const unwelcome = wrongUpgrade(c);
  if (unwelcome !== undefined) return rejectUpgrade(c.req.raw, unwelcome);
  const known = await socketPrincipal(headers, config);
  if (!known.ok) return rejectUpgrade(c.req.raw, known.fault);
  const held = isNewGuest(known.value) && (await limitNewSessions(c.env, headers));
  if (held) return rejectUpgrade(c.req.raw, held);
  const { 0: client, 1: socket } = new WebSocketPair();
  const isNew = isNewGuest(known.value);
  const nameFault = (name: string) => (isNew ? config.reservedNames.fault(name) : undefined);
  joinByFrame(socket, config.limits, nameFault, async (room, name) => {
    const principal = await socketPrincipal(headers, config, name);
    return principal.ok ? connectTo(c.env, room, principal.value, undefined) : principal;
  });
  const chosen: HeadersInit = known.value.plain ? {} : { 'Sec-WebSocket-Protocol': SUBPROTOCOL };
  return new Response(null, { status: 101, webSocket: client, headers: chosen });
}

/** Whether the connection creates a new guest identity. */
const isNewGuest = ({ role, expiresAt }: Principal): boolean =>
  role === 'guest' && expiresAt === null;

// CORS does not apply to WebSockets: any page can open one, so the origin is checked here.
function wrongUpgrade(c: EnvContext): Fault | undefined {
  const origin = c.req.header('Origin') ?? null;
  return originAllowed(origin, new URL(c.req.url), configOf(c.env).origins)
    ? undefined
    : fault('origin_not_allowed', 'This site may not use the chat; its owner can allow it.');
}
