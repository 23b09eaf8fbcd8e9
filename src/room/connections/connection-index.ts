import { PING, PONG } from '../../protocol/version.ts';
import { isAnonymous, type Principal } from '../principal.ts';
import { attempt } from '../turn.ts';
import { type Attachment, Connection } from './connection.ts';
import { CheckQueue, SILENT_MS, SilenceQueue } from './liveness.ts';
import type { Departure, Present, Remembered } from './presence.ts';

/** The number of pending departures that one attachment can hold. */
const MOST_LEAVING = 8;
/** The maximum number of connections that a search for an open one examines. */
const MOST_SEARCHED = 4;

/**
 * The sockets of the room. The platform keeps sockets open during hibernation; this index maps them
 * to users. It updates the counts per user and per address whenever a socket opens or closes, so
 * that no check has to loop over all sockets [I14].
 */
export class ConnectionIndex {
  readonly #ctx: DurableObjectState;
  readonly #open = new Map<WebSocket, Connection>();
  readonly #byUser = new Map<string, Set<Connection>>();
  readonly #byAddress = new Map<string, number>();
  readonly #anonymousByAddress = new Map<string, number>();
  readonly #silence = new SilenceQueue();
  /** The order in which connections are checked for signs of life. */
  readonly checks = new CheckQueue();
  /** Connections whose attachments are to be written at the end of the turn. */
  readonly #unsaved = new Set<Connection>();
  #isInTurn = false;
  /** The connection whose attachment stores the pending departures. */
  #departureStore: Connection | undefined;
  /** Pending departures that were stored in attachments before the room hibernated. */
  readonly remembered: Remembered;
  /** The epoch in the attachments; `undefined` without connections. Used while the log has none. */
  readonly epoch: string | undefined;

  /** @param now the current time by the room's clock, in ms. */
  constructor(ctx: DurableObjectState, now: number) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    const leaving: Departure[] = [];
    let isComplete = true;
    const anonymous: Connection[] = [];
    // The platform lists the newest socket first; the index is ordered from the oldest on.
    for (const socket of ctx.getWebSockets().reverse()) {
      const attachment = socket.deserializeAttachment() as Attachment | null;
      if (attachment === null) continue;
      const connection = new Connection(socket, attachment, this.#changed);
      connection.aliveAt = Math.min(attachment.heardAt, now);
      this.#add(connection);
      // It has not been checked since the room hibernated.
      this.checks.add(connection, 0);
      if (isAnonymous(attachment.principal)) anonymous.push(connection);
      this.epoch ??= attachment.epoch;
      leaving.push(...attachment.leaving);
      isComplete &&= attachment.leaving.length < MOST_LEAVING;
      if (attachment.leaving.length > 0) this.#departureStore = connection;
    }
    for (const connection of anonymous.sort((a, b) => a.aliveAt - b.aliveAt))
      this.#silence.recordActivity(connection, connection.aliveAt);
    this.remembered = { leaving, isComplete };
  }

  /**
   * Accepts a socket and adds it to the index. From now on the platform wakes the room for it.
   * @param now the current time by the room's clock, in ms.
   */
  accept(socket: WebSocket, attachment: Attachment, now: number): Connection {
    this.#ctx.acceptWebSocket(socket);
    const connection = new Connection(socket, attachment, this.#changed);
    connection.aliveAt = now;
    connection.remember({});
    this.#add(connection);
    this.checks.add(connection, now);
    if (isAnonymous(attachment.principal)) this.#silence.recordActivity(connection, now);
    return connection;
  }

  /** @returns the connection of a socket; `undefined` if it is closed or has been dismissed. */
  of(socket: WebSocket): Connection | undefined {
    const connection = this.#open.get(socket);
    return connection?.open && connection.acceptsCommands ? connection : undefined;
  }

  /** Runs a turn. Each attachment that changes in it is written once, at its end. */
  turn(run: () => void): void {
    this.#isInTurn = true;
    try {
      run();
    } finally {
      this.#isInTurn = false;
      for (const connection of this.#unsaved)
        attempt('saving a connection', () => connection.save());
      this.#unsaved.clear();
    }
  }

  readonly #changed = (connection: Connection): void => {
    if (this.#isInTurn) this.#unsaved.add(connection);
    else connection.save();
  };

  /** Removes a socket. @returns its principal, or `undefined` if it was removed before. */
  drop(socket: WebSocket): Principal | undefined {
    const connection = this.#open.get(socket);
    if (connection === undefined) return undefined;
    const { principal } = connection;
    this.#open.delete(socket);
    this.checks.delete(connection);
    this.#silence.delete(connection);
    const others = this.#byUser.get(principal.user.id);
    others?.delete(connection);
    if (others?.size === 0) this.#byUser.delete(principal.user.id);
    countDown(this.#byAddress, principal.address);
    if (isAnonymous(principal)) countDown(this.#anonymousByAddress, principal.address);
    if (this.#departureStore === connection) this.#departureStore = undefined;
    connection.forget();
    return principal;
  }

  *all(): Iterable<Connection> {
    for (const connection of this.#open.values()) if (connection.open) yield connection;
  }

  /** Each connection as presence counts it, including connections that are closing. */
  *present(): Iterable<Present> {
    for (const { principal } of this.#open.values()) yield principal;
  }

  get size(): number {
    return this.#open.size;
  }

  /** The number of connections without a token. */
  get anonymous(): number {
    return this.#silence.size;
  }

  /** @returns the connections of one user. */
  ofUser(user: string): ReadonlySet<Connection> {
    return this.#byUser.get(user) ?? new Set();
  }

  /** @returns how many connections an address has, and how many of these have no token. */
  fromAddress(address: string): { readonly all: number; readonly anonymous: number } {
    return {
      all: this.#byAddress.get(address) ?? 0,
      anonymous: this.#anonymousByAddress.get(address) ?? 0,
    };
  }

  /**
   * Records that a connection sent something.
   * @param at when that was, by the room's clock in ms.
   */
  recordActivity(connection: Connection, at: number): void {
    connection.aliveAt = at;
    if (this.#silence.has(connection)) this.#silence.recordActivity(connection, at);
  }

  /**
   * Returns the connection without a token that has been silent longest. It never returns the same
   * connection twice.
   * @param now the current time by the room's clock, in ms.
   * @param clockNow the current time by the system's clock, in ms since 1970.
   */
  takeLongestSilent(now: number, clockNow: number): Connection | undefined {
    return this.#silence.takeLongestSilent((connection) => {
      this.#notePing(connection, now, clockNow);
      return connection.aliveAt;
    });
  }

  /**
   * @param now the current time by the room's clock, in ms.
   * @param clockNow the current time by the system's clock, in ms since 1970.
   * @returns whether a connection that used to ping has stopped giving signs of life [R51].
   */
  isSilent(connection: Connection, now: number, clockNow: number): boolean {
    this.#notePing(connection, now, clockNow);
    return connection.pingedAt !== undefined && now - connection.aliveAt > SILENT_MS;
  }

  /**
   * Reads when the platform last answered this socket's ping, and updates `aliveAt` if that time is
   * new. The time is by the system's clock, which may have been set since the ping; so each time is
   * converted to the room's clock once, when it is first read.
   */
  #notePing(connection: Connection, now: number, clockNow: number): void {
    const pingedAt = this.#ctx.getWebSocketAutoResponseTimestamp(connection.socket)?.getTime();
    if (pingedAt === undefined || pingedAt === connection.pingedAt) return;
    connection.pingedAt = pingedAt;
    connection.aliveAt = Math.max(connection.aliveAt, now - Math.max(0, clockNow - pingedAt));
  }

  /**
   * Stores the pending departures in the attachment of one open socket, in case the room
   * hibernates.
   * @param leaving returns the pending departures, at most the given number.
   */
  saveDepartures(leaving: (most: number) => readonly Departure[]): void {
    const saved = leaving(MOST_LEAVING);
    if (this.#departureStore === undefined && saved.length > 0)
      this.#departureStore = this.#anyOpen();
    this.#departureStore?.remember({ leaving: saved });
    if (saved.length === 0) this.#departureStore = undefined;
  }

  /**
   * @returns an open connection; `undefined` if the oldest few are all closing. These are dropped
   *   soon, and each drop saves the departures again.
   */
  #anyOpen(): Connection | undefined {
    let left = MOST_SEARCHED;
    for (const connection of this.#open.values()) {
      if (connection.open) return connection;
      if (--left === 0) return undefined;
    }
    return undefined;
  }

  #add(connection: Connection): void {
    const { principal, socket } = connection;
    this.#open.set(socket, connection);
    const { id } = principal.user;
    const connections = this.#byUser.get(id);
    if (connections === undefined) this.#byUser.set(id, new Set([connection]));
    else connections.add(connection);
    countUp(this.#byAddress, principal.address);
    if (isAnonymous(principal)) countUp(this.#anonymousByAddress, principal.address);
  }
}

function countUp(counts: Map<string, number>, key: string | undefined): void {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
}

function countDown(counts: Map<string, number>, key: string | undefined): void {
  const count = key === undefined ? undefined : counts.get(key);
  if (key === undefined || count === undefined) return;
  if (count > 1) counts.set(key, count - 1);
  else counts.delete(key);
}
