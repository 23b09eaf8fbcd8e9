import { ERRORS, type Fault } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';
import { offeredProtocols } from '../identity/principals.ts';

/**
 * Rejects a WebSocket upgrade. Browsers hide the HTTP status of a failed upgrade, so it is accepted, sent
 * the error, and closed with a code that says whether to reconnect. The room is not woken.
 */
export function rejectUpgrade(request: Request, reason: Fault): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  closeWithError(server, reason);
  const [first] = offeredProtocols(request.headers);
  // A client that offered protocols rejects a response that selects none.
  const headers: HeadersInit = first === undefined ? {} : { 'Sec-WebSocket-Protocol': first };
  return new Response(null, { status: 101, webSocket: client, headers });
}

/** Sends an error to a socket that the Worker holds, and closes it. */
export function closeWithError(socket: WebSocket, { code, message, retryAfterMs }: Fault): void {
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
    // The socket is already closed.
  }
}
