import * as v from 'valibot';
import type { Fault } from '../protocol/errors.ts';
import { roomNameSchema } from '../protocol/ids.ts';
import { type Result, refused } from '../protocol/result.ts';
import { encodePrincipal, PRINCIPAL_HEADER, type Principal } from '../room/principal.ts';
import type { Room } from '../room/room.ts';
import type { Env } from './config.ts';
import { faultOf, isRetryable } from './faults.ts';

type RoomStub = DurableObjectStub<Room>;

/** Whether a call may be made again though nobody knows if the first one was carried out. */
export type Repeat = 'repeatable' | 'once';

/**
 * Calls the object behind a room's name. A call that failed on its way (the object moved, or was
 * replaced by a deploy) is made once more where that is safe; an overloaded object is left alone. An
 * exception leaves its stub unusable, so the second call has a stub of its own [R73].
 * @param repeat `repeatable` for reads, and for writes that the room recognises by their cid.
 * @throws what the object threw; `faultOf` makes an answer of it.
 */
export async function callRoom<P extends Promise<unknown>>(
  env: Env,
  name: string,
  call: (room: RoomStub) => P,
  repeat: Repeat = 'repeatable',
): Promise<Awaited<P>> {
  const stub = () => env.ROOMS.get(env.ROOMS.idFromName(name));
  try {
    return await call(stub());
  } catch (error) {
    if (repeat === 'once' || !isRetryable(error)) throw error;
    return await call(stub());
  }
}

/** @returns the name where it is one, else what it must be like. */
export function roomName(given: string | undefined): Result<string> {
  const parsed = v.safeParse(roomNameSchema, given);
  return parsed.success
    ? { ok: true, value: parsed.output }
    : refused('bad_room', "A room's name is 1 to 64 of a-z 0-9 - _.");
}

/** Opens a connection to a room for a visitor. @returns the 101 response as the room gave it. */
export async function connectTo(
  env: Env,
  room: string,
  visitor: Principal,
  since: string | undefined,
): Promise<Result<Response & { webSocket: WebSocket }>> {
  const url = new URL('https://room/');
  if (since !== undefined) url.searchParams.set('since', since);
  try {
    const headers = { Upgrade: 'websocket', [PRINCIPAL_HEADER]: encodePrincipal(visitor) };
    const response = await callRoom(env, room, (stub) => stub.fetch(url, { headers }));
    return response.webSocket === null
      ? { ok: false, fault: (await response.json()) as Fault }
      : { ok: true, value: response as Response & { webSocket: WebSocket } };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}
