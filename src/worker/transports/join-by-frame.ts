import { Backlog } from '../../protocol/backlog.ts';
import { isSentCode } from '../../protocol/close-code.ts';
import { commandDecoder } from '../../protocol/codec.ts';
import { ERRORS, type Fault, fault } from '../../protocol/errors.ts';
import { JOIN_MS, type Limits, OVERSIZE_FACTOR } from '../../protocol/limits.ts';
import type { Result } from '../../protocol/result.ts';
import { PING, PONG } from '../../protocol/version.ts';
import { unsentBytes } from '../../room/delivery/unsent-bytes.ts';
import { closeWithError } from '../http/reject-upgrade.ts';

type Connect = (
  room: string,
  name: string | undefined,
) => Promise<Result<Response & { webSocket: WebSocket }>>;

const HINT = 'Say {"type":"join","room":"lobby"} first.';

/**
 * Waits for `join {room}` on a new socket, then relays messages to and from that room. Messages that arrive
 * before the room is connected are queued in order.
 * @param nameFault checks the name in a join; after an error, the client may send another join.
 */
export function joinByFrame(
  socket: WebSocket,
  limits: Limits,
  nameFault: (name: string) => Fault | undefined,
  connect: Connect,
): void {
  const decode = commandDecoder(limits);
  const early: string[] = [];
  const backlog = new Backlog();
  let joining = false;
  let errors = 0;
  let ended = false;
  let room: WebSocket | undefined;

  const refuse = (reason: Fault) => {
    ended = true;
    clearTimeout(patience);
    closeWithError(socket, reason);
  };
  const patience = setTimeout(() => refuse(fault('bad_request', HINT)), JOIN_MS);

  const join = async (name: string, called: string | undefined) => {
    clearTimeout(patience);
    joining = true;
    const joined = await connect(name, called);
    if (!joined.ok) return refuse(joined.fault);
    room = joined.value.webSocket;
    const closeBoth = (code: number) => {
      for (const line of [socket, joined.value.webSocket]) shut(line, code);
    };
    // The Worker reads from the room at once, so slow clients are detected here [I10].
    room.addEventListener('message', ({ data }) => {
      const isReplay = String(data).includes('"type":"welcome"');
      if (backlog.isTooMuch(unsentBytes(socket), isReplay)) return closeBoth(ERRORS.too_slow.close);
      pass(socket, String(data));
      if (isReplay) backlog.replayed(unsentBytes(socket));
    });
    room.addEventListener('close', ({ code }) => closeBoth(code));
    room.addEventListener('error', () => closeBoth(1006));
    socket.addEventListener('error', () => closeBoth(1006));
    room.accept();
    if (socket.readyState !== WebSocket.OPEN) return shut(room, 1000);
    for (const data of early.splice(0)) pass(room, data);
  };

  socket.addEventListener('message', ({ data }) => {
    // Binary messages are invalid, as in a room.
    const text = typeof data === 'string' ? data : '';
    if (ended) return;
    if (room !== undefined) return pass(room, text);
    if (text === PING) return pass(socket, PONG);
    const size = typeof data === 'string' ? data.length : data.byteLength;
    if (size > OVERSIZE_FACTOR * limits.frameBytes)
      return refuse(fault('too_large', `Send at most ${limits.frameBytes} bytes at once.`));
    if (joining) {
      const tooMuch = text.length > limits.frameBytes || early.push(text) > limits.batchFrames;
      if (tooMuch) refuse(fault('rate_limited', 'Too fast; wait for the answer to "join".'));
      return;
    }
    const [first, ...rest] = decode(text);
    const asked = first?.ok && first.command.type === 'join' ? first.command : undefined;
    const unnamed = asked?.name === undefined ? undefined : nameFault(asked.name);
    if (asked?.room !== undefined && unnamed === undefined) {
      if (rest.length > 0) early.push(JSON.stringify((JSON.parse(text) as unknown[]).slice(1)));
      return void join(asked.room, asked.name);
    }
    const reason = unnamed ?? (first?.ok === false ? first.fault : fault('bad_request', HINT));
    errors += 1;
    if (errors > limits.errorBurst)
      return refuse(fault('too_many_errors', 'Too many frames without a "join"; fix the client.'));
    pass(socket, JSON.stringify({ type: 'error', ...reason }));
  });
  socket.addEventListener('close', ({ code }) => {
    clearTimeout(patience);
    if (room !== undefined) shut(room, code);
  });
  socket.accept();
}

function pass(to: WebSocket, text: string): void {
  if (to.readyState === WebSocket.OPEN) to.send(text);
}

/** Closes one socket with the other's code. */
function shut(socket: WebSocket, code: number): void {
  try {
    socket.close(isSentCode(code) ? code : 1000);
  } catch {
    // The socket is already closed.
  }
}
