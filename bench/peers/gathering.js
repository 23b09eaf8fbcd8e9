// A minimal room that stores messages in batches. Messages that arrive while it is busy are stored
// by one statement and sent in one frame. It does not parse or check anything.
import { DurableObject } from 'cloudflare:workers';

export class Room extends DurableObject {
  #waiting = [];

  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, text TEXT NOT NULL)',
    );
  }

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(_socket, text) {
    if (this.#waiting.push(text) === 1) setTimeout(() => this.#handle(), 0);
  }

  #handle() {
    const frame = `[${this.#waiting.join(',')}]`;
    this.#waiting = [];
    this.ctx.storage.sql.exec('INSERT INTO messages (text) SELECT value FROM json_each(?)', frame);
    for (const socket of this.ctx.getWebSockets()) socket.send(frame);
  }
}

export default {
  fetch: (request, env) =>
    env.ROOMS.get(env.ROOMS.idFromName(new URL(request.url).pathname)).fetch(request),
};
