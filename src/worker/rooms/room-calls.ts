import * as v from 'valibot';
import type { Fault } from '../../protocol/errors.ts';
import { roomNameSchema } from '../../protocol/ids.ts';
import { type Result, refused } from '../../protocol/result.ts';
import { encodePrincipal, PRINCIPAL_HEADER, type Principal } from '../../room/principal.ts';
import type { Room } from '../../room/room.ts';
import type { Env } from '../config.ts';
import { errorOf, isRetryable } from '../http/error-response.ts';

type RoomStub = DurableObjectStub<Room>;

/** Whether a call may be retried although the first attempt may have been executed. */
export type Repeat = 'repeatable' | 'once';

/**
 * Calls the Durable Object of a room. A call that failed in transit (the object moved, or a deploy replaced
 * it) is retried once if that is safe; an overloaded object is not called again. An exception makes its stub
 * unusable, so the retry uses a new one [R73].
 * @param repeat `repeatable` for reads, and for writes that the room deduplicates by cid.
 * @throws what the object threw; `errorOf` maps it to an error.
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

/** Validates a room name. */
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
  principal: Principal,
  since: string | undefined,
): Promise<Result<Response & { webSocket: WebSocket }>> {
  const url = new URL('https://room/');
  if (since !== undefined) url.searchParams.set('since', since);
  try {
    const headers = { Upgrade: 'websocket', [PRINCIPAL_HEADER]: encodePrincipal(principal) };
    const response = await callRoom(env, room, (stub) => stub.fetch(url, { headers }));
    return response.webSocket === null
      ? { ok: false, fault: (await response.json()) as Fault }
      : { ok: true, value: response as Response & { webSocket: WebSocket } };
  } catch (error) {
    return { ok: false, fault: errorOf(error) };
  }
}
