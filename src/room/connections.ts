import { PING, PONG } from '../protocol/version.ts';
import { Connection, type Memory } from './connection.ts';
import type { Before, Departure, Present } from './presence.ts';
import type { Visitor } from './visitor.ts';

/** People on the way out that one attachment has room for. */
const MOST_LEAVING = 8;

/** The sockets of the room. The platform keeps them through sleep; this knows whose they are. */
export class Connections {
  readonly #ctx: DurableObjectState;
  readonly #open = new Map<WebSocket, Connection>();
  /** What was so when the room fell asleep, sockets that are just closing included. */
  readonly before: Before;
  /** The epoch that those who are here were told, while the log has none of its own. */
  readonly epoch: string | undefined;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    const memories: Memory[] = [];
    // The platform gives the newest first; here they stand in the order in which they came.
    for (const socket of ctx.getWebSockets().reverse()) {
      const memory = socket.deserializeAttachment() as Memory | null;
      if (memory === null) continue;
      memories.push(memory);
      if (socket.readyState === WebSocket.OPEN)
        this.#open.set(socket, new Connection(socket, memory));
    }
    this.before = {
      present: memories.map(({ visitor }) => visitor),
      leaving: memories.flatMap(({ leaving }) => leaving),
      isWhole: memories.every(({ leaving }) => leaving.length < MOST_LEAVING),
    };
    this.epoch = memories[0]?.epoch;
  }

  /** Takes a socket in; from here on the platform wakes the room for it. */
  accept(socket: WebSocket, memory: Memory): Connection {
    this.#ctx.acceptWebSocket(socket);
    const connection = new Connection(socket, memory);
    connection.remember({});
    this.#open.set(socket, connection);
    return connection;
  }

  /** @returns the connection to listen to; none for a socket that was shown the door. */
  of(socket: WebSocket): Connection | undefined {
    const connection = this.#open.get(socket);
    return connection?.open && connection.farewell === undefined ? connection : undefined;
  }

  /** Forgets a socket. @returns what it was, or `undefined` where it was forgotten before. */
  drop(socket: WebSocket): Visitor | undefined {
    const visitor =
      this.#open.get(socket)?.visitor ?? (socket.deserializeAttachment() as Memory | null)?.visitor;
    this.#open.delete(socket);
    socket.serializeAttachment(null);
    return visitor;
  }

  *all(): Iterable<Connection> {
    for (const connection of this.#open.values()) if (connection.open) yield connection;
  }

  *present(): Iterable<Present> {
    for (const { visitor } of this.all()) yield visitor;
  }

  get size(): number {
    return this.#open.size;
  }

  /** How many of them one person has. */
  countOf(user: string): number {
    let count = 0;
    for (const { visitor } of this.all()) if (visitor.user.id === user) count += 1;
    return count;
  }

  /** When the platform last answered this socket's ping. */
  lastPing(connection: Connection): Date | null {
    return this.#ctx.getWebSocketAutoResponseTimestamp(connection.socket);
  }

  /** Has one of the sockets that stay remember who is on the way out. */
  entrust(leaving: readonly Departure[]): void {
    const kept = leaving.slice(0, MOST_LEAVING);
    for (const connection of this.all()) {
      if (kept.length > 0 || connection.memory.leaving.length > 0)
        connection.remember({ leaving: kept });
      if (kept.length > 0) return;
    }
  }
}
