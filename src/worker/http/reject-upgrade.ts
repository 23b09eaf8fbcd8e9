import { byeFrame, errorFrame } from '../../protocol/error-frames.ts';
import type { Fault } from '../../protocol/errors.ts';
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
export function closeWithError(socket: WebSocket, reason: Fault): void {
  const bye = byeFrame(reason);
  try {
    for (const frame of [errorFrame(reason), bye]) socket.send(JSON.stringify(frame));
    socket.close(bye.code, reason.code);
  } catch {
    // The socket is already closed.
  }
}
