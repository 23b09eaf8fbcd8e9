import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { RoomEnv } from '../../src/room/config.ts';
import { encodePrincipal, PRINCIPAL_HEADER, type Principal } from '../../src/room/principal.ts';
import { Room } from '../../src/room/room.ts';
import { stubOf } from './support/rooms.ts';
import { newRoom } from './support/test-client.ts';

const SMALL = 10;
const LARGE = 2000;
/** Connections that one command may visit besides its own, whatever the number of connections. */
const BOUND = 12;

const member = (n: number): Principal => ({
  user: { id: `u_${n}`, name: `P${n}` },
  role: 'guest',
  named: true,
  plain: false,
  expiresAt: Number.MAX_SAFE_INTEGER,
  address: `10.0.${n % 1000}`,
});

/** A room whose connections count how often the room looks at them. */
class WatchedRoom {
  visits = 0;
  /** What the platform returns for all sockets. */
  #readyState: number = WebSocket.OPEN;
  readonly #room: Room;
  readonly #sockets: WebSocket[] = [];
  readonly #clients: WebSocket[] = [];

  constructor(ctx: DurableObjectState) {
    const watched = {
      getWebSockets: () => [],
      // Everyone has pinged just now.
      getWebSocketAutoResponseTimestamp: () => {
        this.visits += 1;
        return new Date();
      },
      acceptWebSocket: (socket: WebSocket) => this.#watch(socket),
    };
    for (const [name, value] of Object.entries(watched))
      Object.defineProperty(ctx, name, { value, configurable: true });
    const settings = { ...env, LIMIT_ROOM_SOCKETS: '5000' };
    this.#room = new Room(ctx, settings as unknown as RoomEnv);
  }

  connect(n: number): void {
    const headers = { Upgrade: 'websocket', [PRINCIPAL_HEADER]: encodePrincipal(member(n)) };
    const { webSocket } = this.#room.fetch(new Request('https://room/', { headers }));
    webSocket?.accept();
    if (webSocket) this.#clients.push(webSocket);
  }

  say(n: number, frame: object): void {
    const socket = this.#sockets[n];
    if (socket) this.#room.webSocketMessage(socket, JSON.stringify(frame));
    // The close of a socket that the room does not know: what came before it is handled at once,
    // and sent by a timer.
    this.#room.webSocketError(new WebSocketPair()[1]);
  }

  leave(n: number): void {
    const socket = this.#sockets[n];
    if (socket) this.#room.webSocketClose(socket, 1000, '');
  }

  /** All sockets are closing, and the room has not been told of any yet. */
  closeAll(): void {
    this.#readyState = WebSocket.CLOSING;
  }

  end(): void {
    for (const client of this.#clients) client.close();
  }

  /** Every way in which the room can look at a socket counts as a visit. */
  #watch(socket: WebSocket): void {
    socket.accept();
    this.#sockets.push(socket);
    const count = <T>(value: T): T => {
      this.visits += 1;
      return value;
    };
    Object.defineProperty(socket, 'readyState', { get: () => count(this.#readyState) });
    Object.defineProperty(socket, 'serializeAttachment', { value: () => count(undefined) });
    Object.defineProperty(socket, 'deserializeAttachment', { value: () => count(null) });
  }
}

type Act = (room: WatchedRoom) => void;

/** The work per frame, join or leave, in one synchronous turn; sending follows later, by a timer. */
const ACTS: Record<string, Act> = {
  join: (room) => room.connect(100_000),
  leave: (room) => room.leave(3),
  read: (room) => room.say(1, { type: 'read', seq: 1 }),
  'read that is no news': (room) => room.say(1, { type: 'read', seq: 0 }),
  typing: (room) => room.say(1, { type: 'typing', on: true }),
  who: (room) => room.say(2, { type: 'who' }),
  message: (room) => room.say(4, { type: 'message', text: 'hello' }),
  sync: (room) => room.say(5, { type: 'sync' }),
};

/** How many of so many connections each command visits. */
const visitsIn = (size: number): Promise<Record<string, number>> =>
  runInDurableObject(stubOf(newRoom()), (_room, ctx) => {
    const room = new WatchedRoom(ctx);
    for (let n = 0; n < size; n++) room.connect(n);
    room.say(0, { type: 'message', text: 'something to read' });
    const visits = Object.entries(ACTS).map(([name, act]) => {
      room.visits = 0;
      act(room);
      return [name, room.visits] as const;
    });
    room.end();
    return Object.fromEntries(visits);
  });

describe('the work per frame, join, leave or presence request never scans all connections [I14]', () => {
  it(`visits no more of ${LARGE} connections than of ${SMALL}`, { timeout: 60_000 }, async () => {
    const [small, large] = [await visitsIn(SMALL), await visitsIn(LARGE)];
    for (const [act, visits] of Object.entries(large)) {
      expect(visits, act).toBeLessThanOrEqual((small[act] ?? 0) + BOUND);
      expect(visits, act).toBeLessThanOrEqual(2 * BOUND);
    }
  });

  it('visits few connections per departure while all of them are closing', async () => {
    const visits = await runInDurableObject(stubOf(newRoom()), (_room, ctx) => {
      const room = new WatchedRoom(ctx);
      for (let n = 0; n < LARGE; n++) room.connect(n);
      room.closeAll();
      room.visits = 0;
      room.leave(0);
      room.end();
      return room.visits;
    });
    expect(visits).toBeLessThanOrEqual(6 * BOUND);
  });
});
