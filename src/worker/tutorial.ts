import { commandDecoder } from '../protocol/codec.ts';
import { fault } from '../protocol/errors.ts';
import { JOIN_MS, type Limits } from '../protocol/limits.ts';
import { PING, PONG } from '../protocol/version.ts';
import type { Result } from '../room/result.ts';
import { sayGoodbye } from './refuse-upgrade.ts';

type Connect = (
  room: string,
  name: string | undefined,
) => Promise<Result<Response & { webSocket: WebSocket }>>;

const HINT = 'Say {"type":"join","room":"lobby"} first.';

/**
 * Waits for `join {room}` on a fresh socket, then hands everything through to that room and back.
 * What is sent behind the join before the room answers is kept, in order.
 */
export function joinByFrame(socket: WebSocket, limits: Limits, connect: Connect): void {
  const decode = commandDecoder(limits);
  const early: (string | ArrayBuffer)[] = [];
  let joining = false;
  let room: WebSocket | undefined;

  const patience = setTimeout(() => sayGoodbye(socket, fault('bad_request', HINT)), JOIN_MS);

  const join = async (name: string, called: string | undefined) => {
    clearTimeout(patience);
    joining = true;
    const joined = await connect(name, called);
    if (!joined.ok) return sayGoodbye(socket, joined.fault);
    room = joined.value.webSocket;
    room.addEventListener('message', ({ data }) => pass(socket, data));
    room.addEventListener('close', ({ code }) => shut(socket, code));
    room.accept();
    if (socket.readyState !== WebSocket.OPEN) return shut(room, 1000);
    for (const data of early.splice(0)) pass(room, data);
  };

  socket.addEventListener('message', ({ data }) => {
    if (room !== undefined) return pass(room, data);
    if (data === PING) return pass(socket, PONG);
    if (joining) {
      if (early.push(data) > limits.batchFrames)
        sayGoodbye(socket, fault('rate_limited', 'Too fast; wait for the answer to "join".'));
      return;
    }
    const [first, ...rest] = typeof data === 'string' ? decode(data) : [];
    if (first?.ok && first.command.type === 'join' && first.command.room !== undefined) {
      if (rest.length > 0)
        early.push(JSON.stringify((JSON.parse(data as string) as unknown[]).slice(1)));
      return void join(first.command.room, first.command.name);
    }
    const reason = first === undefined || first.ok ? fault('bad_request', HINT) : first.fault;
    pass(socket, JSON.stringify({ type: 'error', ...reason }));
  });
  socket.addEventListener('close', ({ code }) => {
    clearTimeout(patience);
    if (room !== undefined) shut(room, code);
  });
  socket.accept();
}

function pass(to: WebSocket, data: string | ArrayBuffer): void {
  if (to.readyState === WebSocket.OPEN) to.send(data);
}

/** Closes one end as the other was; the codes that stand for "no code" cannot be sent. */
function shut(socket: WebSocket, code: number): void {
  try {
    socket.close([1005, 1006, 1015].includes(code) ? 1000 : code);
  } catch {
    // It is closed already.
  }
}
