import * as v from 'valibot';
import type { Fault } from '../protocol/errors.ts';
import { roomNameSchema } from '../protocol/ids.ts';
import { type Result, refused } from '../protocol/result.ts';
import type { Room } from '../room/room.ts';
import { encodeVisitor, VISITOR_HEADER, type Visitor } from '../room/visitor.ts';
import type { Env } from './config.ts';
import { faultOf } from './faults.ts';

/** The object behind a room's name; it is not woken by this. */
export const roomStub = (env: Env, name: string): DurableObjectStub<Room> =>
  env.ROOMS.get(env.ROOMS.idFromName(name));

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
  visitor: Visitor,
  since: string | undefined,
): Promise<Result<Response & { webSocket: WebSocket }>> {
  const url = new URL('https://room/');
  if (since !== undefined) url.searchParams.set('since', since);
  try {
    const response = await roomStub(env, room).fetch(url, {
      headers: { Upgrade: 'websocket', [VISITOR_HEADER]: encodeVisitor(visitor) },
    });
    return response.webSocket === null
      ? { ok: false, fault: (await response.json()) as Fault }
      : { ok: true, value: response as Response & { webSocket: WebSocket } };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}
