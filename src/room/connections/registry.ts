import { type ErrorCode, type Fault, fault } from '../../protocol/errors.ts';
import type { Frame, Presence } from '../../protocol/frames.ts';
import type { User } from '../../protocol/message.ts';
import { OutboundQueue } from '../delivery/outbound-queue.ts';
import type { Turn } from '../turn.ts';
import type { Attachment, Connection } from './connection.ts';
import { ConnectionIndex } from './connection-index.ts';
import { ACTIVE_MS, CHECK_MS } from './liveness.ts';
import { Presence as PresenceTracker } from './presence.ts';
import { steadyClock } from './steady-clock.ts';

/** Connections that one command checks for signs of life at most, beside what it is for [I14]. */
const CHECKS_PER_COMMAND = 8;
/** Connections that one alarm checks; where more are due, the next alarm comes at once. */
const CHECKS_PER_ALARM = 500;

/** Who is connected and what they hear: sockets, presence and the way out, brought together. */
export class ConnectionRegistry {
  readonly index: ConnectionIndex;
  readonly #presence: PresenceTracker;
  readonly #queue: OutboundQueue<Connection>;
  readonly #now: () => number;
  readonly #clock: () => number;
  /** The room has just woken: it has read every attachment, and looks at every connection once. */
  #hasJustWoken = true;
  /** When anyone last said something, in ms. */
  #activeAt = 0;
  /** How far each person has read. */
  readonly #reads = new Map<string, number>();
  #presenceStale = false;

  /**
   * @param presenceMembers people to name; above it they are only counted.
   * @param clock the system's clock, in ms since 1970.
   */
  constructor(ctx: DurableObjectState, presenceMembers: number, clock: () => number) {
    this.#clock = clock;
    const now = steadyClock(clock);
    this.#now = now;
    this.index = new ConnectionIndex(ctx, now());
    const { index } = this;
    const present = index.present();
    this.#presence = new PresenceTracker(present, presenceMembers, index.remembered, now());
    for (const { principal, attachment, aliveAt } of index.all()) {
      this.#activeAt = Math.max(this.#activeAt, aliveAt);
      this.read(principal.user.id, attachment.readSeq, undefined);
    }
    this.#queue = new OutboundQueue({
      now,
      recipients: () => index.all(),
      end: (connection, code) => this.end(connection, code),
      lastWord: (at) => this.#news(at),
      // What is gathered is memory only; the platform puts no room to sleep that has a timer
      // (durable_object_io_tasks_prevent_eviction, on by our compatibility date).
      later: (run, ms) => setTimeout(run, ms),
    });
  }

  accept(socket: WebSocket, attachment: Attachment): Connection {
    const connection = this.index.accept(socket, attachment, this.#now());
    this.#activeAt = this.#now();
    this.#presence.joined(connection.principal);
    this.#presenceChanged();
    return connection;
  }

  rename(connection: Connection, user: User): void {
    this.#presence.renamed(connection.principal, user);
    connection.remember({ principal: { ...connection.principal, user, named: true } });
    this.#presenceChanged();
  }

  /** Someone said something, with or without a connection. */
  heard(connection?: Connection): void {
    this.#activeAt = this.#now();
    if (connection !== undefined) this.index.heard(connection, this.#activeAt);
  }

  /** Runs a turn that handles many commands: what follows from it is kept and sent once, at its end. */
  turn(run: () => void, turn: Turn): void {
    this.#queue.turn(() => this.index.turn(run), turn);
  }

  broadcast(frame: Frame): void {
    this.#queue.broadcast(frame);
  }

  reply(connection: Connection, frames: readonly Frame[]): void {
    if (frames.length > 0) this.#queue.reply(connection, frames);
  }

  /**
   * Makes a place in a full room: whoever came without a token and has been silent longest is told to
   * come back later.
   * @param reason what they are told.
   * @returns whether there was anybody to give way.
   */
  evictLongestSilent(reason: Fault): boolean {
    const connection = this.index.takeLongestSilent(this.#now(), this.#clock());
    if (connection === undefined) return false;
    this.dismiss(connection, reason);
    return true;
  }

  goLive(connection: Connection): void {
    this.#queue.goLive(connection);
  }

  /** How far people have read; nobody's where there are too many to name. */
  reads(): Record<string, number> {
    return this.countsOnly ? {} : Object.fromEntries(this.#reads);
  }

  /**
   * Someone has read up to here. Of people who are not here nothing is kept [R45].
   * @returns whether that is further than before.
   */
  read(user: string, seq: number, connection: Connection | undefined): boolean {
    if (!this.#presence.has(user) || seq <= (this.#reads.get(user) ?? 0)) return false;
    this.#reads.set(user, seq);
    connection?.remember({ readSeq: seq });
    return true;
  }

  /** Whether there are too many people to say of each what they do. */
  get countsOnly(): boolean {
    return this.#presence.countsOnly;
  }

  presence(): Presence {
    this.#expireDepartures();
    return this.#presence.now();
  }

  /** Closes a connection behind what it is still owed, with `bye`. */
  dismiss(connection: Connection, reason: Fault): void {
    connection.dismiss(reason);
    this.#queue.serve(connection);
  }

  /** Closes a connection at once. */
  end(connection: Connection, code: ErrorCode): void {
    connection.end(code);
    this.left(connection.socket);
  }

  /** A socket is no more, whoever closed it. Saying so twice does no harm. */
  left(socket: WebSocket): void {
    const principal = this.index.drop(socket);
    if (principal === undefined) return;
    this.#presence.ended(principal, this.#now());
    if (!this.#presence.has(principal.user.id)) this.#reads.delete(principal.user.id);
    this.#saveDepartures();
    this.#presenceChanged();
  }

  /**
   * Ends connections that are dead or whose token has expired, and tells who has left by now [I9].
   * @param most how many connections to check at most; whoever has not been checked longest is first.
   */
  evictStale(most = CHECKS_PER_COMMAND): void {
    const now = this.#now();
    const limit = this.#hasJustWoken ? Number.POSITIVE_INFINITY : most;
    this.#hasJustWoken = false;
    for (const connection of this.index.checks.take(now, limit)) this.#evictIfStale(connection);
    this.#expireDepartures();
  }

  /** The same on an alarm, which is there for it. */
  evictStaleOnAlarm(): void {
    this.evictStale(CHECKS_PER_ALARM);
  }

  /** Evicts the dead and expired connections of one person. */
  evictStaleOf(user: string): void {
    for (const connection of [...this.index.ofUser(user)]) this.#evictIfStale(connection);
  }

  /** Ends one connection if it is dead or its token has expired. */
  #evictIfStale(connection: Connection): void {
    const { expiresAt } = connection.principal;
    if (!connection.open) this.left(connection.socket);
    else if (this.index.isSilent(connection, this.#now(), this.#clock()))
      this.end(connection, 'resync');
    else if (expiresAt !== null && expiresAt <= this.#clock())
      this.dismiss(connection, fault('token_expired', 'Renew your token.'));
  }

  /** In how many ms the room must be woken to check connections, after something happened. */
  get checkDelay(): number {
    const now = this.#now();
    const leave = Math.max(0, this.#presence.firstLeave - now);
    // One alone has nobody to be taken for present by.
    return this.index.size < 2 ? leave : Math.min(leave, CHECK_MS);
  }

  /**
   * The same after an alarm, when nothing else happened: a silent room is left asleep [I12].
   * @param loggedAt when the newest entry of the log was made, in ms since 1970.
   */
  checkDelayAfterAlarm(loggedAt: number): number {
    const now = this.#now();
    // More connections were due than one alarm checks.
    if (this.index.checks.next <= now) return 0;
    const idle = now - this.#activeAt;
    // An entry from the future tells that the clock was set back, and nothing else.
    const sinceLogged = this.#clock() - loggedAt;
    const isActive = Math.min(idle, sinceLogged < 0 ? idle : sinceLogged) < ACTIVE_MS;
    return isActive ? this.checkDelay : Math.max(0, this.#presence.firstLeave - now);
  }

  /** Those who have left by now are told of, and nobody remembers them. */
  #expireDepartures(): void {
    const gone = this.#presence.expire(this.#now());
    if (gone.length === 0) return;
    for (const id of gone) this.#reads.delete(id);
    this.#saveDepartures();
    this.#presenceChanged();
  }

  #saveDepartures(): void {
    this.index.saveDepartures((most) => this.#presence.leaving(most));
  }

  #presenceChanged(): void {
    this.#presenceStale = true;
    this.#queue.flushIn(this.#presence.wait(this.#now()));
  }

  #news(now: number): Frame | undefined {
    if (!this.#presenceStale) return undefined;
    if (this.#presence.wait(now) > 0) {
      this.#presenceChanged();
      return undefined;
    }
    this.#expireDepartures();
    this.#presenceStale = false;
    return this.#presence.news(now);
  }
}
