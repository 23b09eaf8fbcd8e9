// A minimal hibernatable room: it sends each text to every socket, and does not parse, store or
// batch anything.
import { DurableObject } from 'cloudflare:workers';

export class Room extends DurableObject {
  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(_socket, text) {
    for (const socket of this.ctx.getWebSockets()) socket.send(text);
  }
}

export default {
  fetch: (request, env) =>
    env.ROOMS.get(env.ROOMS.idFromName(new URL(request.url).pathname)).fetch(request),
};
