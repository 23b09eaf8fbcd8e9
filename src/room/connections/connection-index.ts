import { PING, PONG } from '../../protocol/version.ts';
import { isAnonymous, type Principal } from '../principal.ts';
import { attempt } from '../turn.ts';
import { type Attachment, Connection } from './connection.ts';
import { CheckQueue, SILENT_MS, SilenceQueue } from './liveness.ts';
import type { Departure, Present, Remembered } from './presence.ts';

/** People on the way out that one attachment has room for. */
const MOST_LEAVING = 8;
/** Connections that a search for an open one looks at. */
const MOST_SEARCHED = 4;

/**
 * The sockets of the room. The platform keeps them through sleep; this knows whose they are, and
 * counts them by person and by address as they come and go, so that nobody has to count them [I14].
 */
export class ConnectionIndex {
  readonly #ctx: DurableObjectState;
  readonly #open = new Map<WebSocket, Connection>();
  readonly #byUser = new Map<string, Set<Connection>>();
  readonly #byAddress = new Map<string, number>();
  readonly #anonymousByAddress = new Map<string, number>();
  readonly #silence = new SilenceQueue();
  /** Which connection has to be looked at next for signs of life. */
  readonly checks = new CheckQueue();
  /** Connections whose attachments are to be written at the end of the turn. */
  readonly #unsaved = new Set<Connection>();
  #isInTurn = false;
  /** The connection whose attachment remembers who is on the way out. */
  #keeper: Connection | undefined;
  /** Departures that were remembered while the room slept. */
  readonly remembered: Remembered;
  /** The epoch that those who are here were told, while the log has none of its own. */
  readonly epoch: string | undefined;

  /** @param now by the room's clock, in ms. */
  constructor(ctx: DurableObjectState, now: number) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    const leaving: Departure[] = [];
    let isWhole = true;
    const anonymous: Connection[] = [];
    // The platform gives the newest first; here they stand in the order in which they came.
    for (const socket of ctx.getWebSockets().reverse()) {
      const attachment = socket.deserializeAttachment() as Attachment | null;
      if (attachment === null) continue;
      const connection = new Connection(socket, attachment, this.#changed);
      connection.aliveAt = Math.min(attachment.heardAt, now);
      this.#add(connection);
      // Nobody has looked since before the room slept.
      this.checks.add(connection, 0);
      if (isAnonymous(attachment.principal)) anonymous.push(connection);
      this.epoch ??= attachment.epoch;
      leaving.push(...attachment.leaving);
      isWhole &&= attachment.leaving.length < MOST_LEAVING;
      if (attachment.leaving.length > 0) this.#keeper = connection;
    }
    for (const connection of anonymous.sort((a, b) => a.aliveAt - b.aliveAt))
      this.#silence.heard(connection, connection.aliveAt);
    this.remembered = { leaving, isWhole };
  }

  /**
   * Takes a socket in; from here on the platform wakes the room for it.
   * @param now by the room's clock, in ms.
   */
  accept(socket: WebSocket, attachment: Attachment, now: number): Connection {
    this.#ctx.acceptWebSocket(socket);
    const connection = new Connection(socket, attachment, this.#changed);
    connection.aliveAt = now;
    connection.remember({});
    this.#add(connection);
    this.checks.add(connection, now);
    if (isAnonymous(attachment.principal)) this.#silence.heard(connection, now);
    return connection;
  }

  /** @returns the connection to listen to; none for a socket that was told goodbye. */
  of(socket: WebSocket): Connection | undefined {
    const connection = this.#open.get(socket);
    return connection?.open && connection.isHeard ? connection : undefined;
  }

  /** Runs a turn in which each attachment is written once at most: at its end. */
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

  /** Forgets a socket. @returns what it was, or `undefined` where it was forgotten before. */
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
    if (this.#keeper === connection) this.#keeper = undefined;
    connection.forget();
    return principal;
  }

  *all(): Iterable<Connection> {
    for (const connection of this.#open.values()) if (connection.open) yield connection;
  }

  /** Each connection as presence counts it, those that are just closing included. */
  *present(): Iterable<Present> {
    for (const { principal } of this.#open.values()) yield principal;
  }

  get size(): number {
    return this.#open.size;
  }

  /** How many of them are of people without a token. */
  get anonymous(): number {
    return this.#silence.size;
  }

  /** The connections of one person. */
  ofUser(user: string): ReadonlySet<Connection> {
    return this.#byUser.get(user) ?? new Set();
  }

  /** How many come from an address, and how many of those are of people without a token. */
  fromAddress(address: string): { readonly all: number; readonly anonymous: number } {
    return {
      all: this.#byAddress.get(address) ?? 0,
      anonymous: this.#anonymousByAddress.get(address) ?? 0,
    };
  }

  /** A connection said something, by the room's clock in ms. */
  heard(connection: Connection, at: number): void {
    connection.aliveAt = at;
    if (this.#silence.has(connection)) this.#silence.heard(connection, at);
  }

  /**
   * Takes the connection without a token that has been silent longest; it is not given twice.
   * @param now by the room's clock, in ms.
   * @param clockNow by the system's clock, in ms since 1970.
   */
  takeLongestSilent(now: number, clockNow: number): Connection | undefined {
    return this.#silence.takeLongestSilent((connection) => {
      this.#notePing(connection, now, clockNow);
      return connection.aliveAt;
    });
  }

  /** Whether a connection that has pinged gives no sign of life any more [R51]. */
  isSilent(connection: Connection, now: number, clockNow: number): boolean {
    this.#notePing(connection, now, clockNow);
    return connection.pingedAt !== undefined && now - connection.aliveAt > SILENT_MS;
  }

  /**
   * Reads when the platform last answered this socket's ping. That is by the system's clock, which may
   * have been set since; so a time that is new counts, and a time that is old only as long as it stays.
   */
  #notePing(connection: Connection, now: number, clockNow: number): void {
    const pingedAt = this.#ctx.getWebSocketAutoResponseTimestamp(connection.socket)?.getTime();
    if (pingedAt === undefined || pingedAt === connection.pingedAt) return;
    connection.pingedAt = pingedAt;
    connection.aliveAt = Math.max(connection.aliveAt, now - Math.max(0, clockNow - pingedAt));
  }

  /** Stores the departures with one of the open sockets, for the time that the room may hibernate. */
  saveDepartures(leaving: (most: number) => readonly Departure[]): void {
    const kept = leaving(MOST_LEAVING);
    if (this.#keeper === undefined && kept.length > 0) this.#keeper = this.#anyOpen();
    this.#keeper?.remember({ leaving: kept });
    if (kept.length === 0) this.#keeper = undefined;
  }

  /**
   * @returns an open connection; `undefined` if the oldest few are all closing. They are dropped soon,
   *   and each that is dropped searches again.
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
    const theirs = this.#byUser.get(id);
    if (theirs === undefined) this.#byUser.set(id, new Set([connection]));
    else theirs.add(connection);
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
