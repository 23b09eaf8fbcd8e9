import { ERRORS, type Fault } from '../protocol/errors.ts';
import type { Frame } from '../protocol/frames.ts';
import { offeredProtocols } from './visitors.ts';

/**
 * Browsers hide the HTTP status of a failed upgrade, so a refused one is accepted, told why, and
 * closed with the code that says whether to come back. The room is not woken for it.
 */
export function refuseUpgrade(request: Request, reason: Fault): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  sayGoodbye(server, reason);
  const [first] = offeredProtocols(request.headers);
  // A client that offered protocols takes no answer that chooses none of them.
  const headers: HeadersInit = first === undefined ? {} : { 'Sec-WebSocket-Protocol': first };
  return new Response(null, { status: 101, webSocket: client, headers });
}

/** Tells a socket that the Worker holds why it is closed, and closes it. */
export function sayGoodbye(socket: WebSocket, { code, message, retryAfterMs }: Fault): void {
  const wait = retryAfterMs !== undefined && { retryAfterMs };
  const { close } = ERRORS[code];
  const frames: Frame[] = [
    { type: 'error', code, message, ...wait },
    { type: 'bye', code: close, ...wait },
  ];
  try {
    for (const frame of frames) socket.send(JSON.stringify(frame));
    socket.close(close, code);
  } catch {
    // It is gone already.
  }
}
