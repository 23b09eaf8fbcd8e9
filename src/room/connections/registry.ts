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

/** The maximum number of connections that each request or turn checks for liveness [I14]. */
const CHECKS_PER_TURN = 8;
/** The maximum number that one alarm checks. If more are due, the next alarm is set for now. */
const CHECKS_PER_ALARM = 500;

/** The connections of the room: combines their sockets, presence and the outbound queue. */
export class ConnectionRegistry {
  readonly index: ConnectionIndex;
  readonly #presence: PresenceTracker;
  readonly #queue: OutboundQueue<Connection>;
  readonly #now: () => number;
  readonly #clock: () => number;
  /** True until the first check after the room wakes, which checks all connections. */
  #hasJustWoken = true;
  /** When the room last received something other than a ping, in ms. */
  #activeAt = 0;
  /** The read position of each present user. */
  readonly #reads = new Map<string, number>();
  #presenceStale = false;

  /**
   * @param presenceMembers above this number of users, presence has only their count.
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
      finalFrame: (at) => this.#presenceUpdate(at),
      // Queued frames are in memory only. They are not lost, because the platform does not
      // hibernate a room that has a timer (durable_object_io_tasks_prevent_eviction, on by default
      // at our compatibility date).
      later: (run, ms) => setTimeout(run, ms),
    });
  }

  /** Accepts a socket and adds it to the room. */
  accept(socket: WebSocket, attachment: Attachment): Connection {
    const connection = this.index.accept(socket, attachment, this.#now());
    this.#activeAt = this.#now();
    this.#presence.joined(connection.principal);
    this.#presenceChanged();
    return connection;
  }

  /** Changes the name of a connection's user, or turns a reader into a named user. */
  rename(connection: Connection, user: User): void {
    this.#presence.renamed(connection.principal, user);
    connection.remember({ principal: { ...connection.principal, user, named: true } });
    this.#presenceChanged();
  }

  /**
   * Records that the room received something.
   * @param connection the sender; absent for a request without a connection.
   */
  recordActivity(connection?: Connection): void {
    this.#activeAt = this.#now();
    if (connection !== undefined) this.index.recordActivity(connection, this.#activeAt);
  }

  /**
   * Runs a turn that handles many commands. Attachments and frames are written once, at its end.
   */
  turn(run: () => void, turn: Turn): void {
    this.#queue.turn(() => this.index.turn(run), turn);
  }

  /** Queues a frame for all live connections. */
  broadcast(frame: Frame): void {
    this.#queue.broadcast(frame);
  }

  /** Queues frames for one connection. */
  reply(connection: Connection, frames: readonly Frame[]): void {
    if (frames.length > 0) this.#queue.reply(connection, frames);
  }

  /**
   * Makes room in a full room: dismisses the connection without a token that has been silent
   * longest.
   * @param reason sent in its `bye`.
   * @returns whether there was such a connection.
   */
  evictLongestSilent(reason: Fault): boolean {
    const connection = this.index.takeLongestSilent(this.#now(), this.#clock());
    if (connection === undefined) return false;
    this.dismiss(connection, reason);
    return true;
  }

  /** Makes a connection receive everything that is broadcast from now on. */
  goLive(connection: Connection): void {
    this.#queue.goLive(connection);
  }

  /** @returns the read positions of present users, by id; empty if there are too many users. */
  reads(): Record<string, number> {
    return this.countsOnly ? {} : Object.fromEntries(this.#reads);
  }

  /**
   * Records how far a user has read, unless the user is absent [R45].
   * @param seq the seq of the last entry that the user has read.
   * @param connection stores the position in its attachment; `undefined` does not store it.
   * @returns whether the position is further than before.
   */
  read(user: string, seq: number, connection: Connection | undefined): boolean {
    if (!this.#presence.has(user) || seq <= (this.#reads.get(user) ?? 0)) return false;
    this.#reads.set(user, seq);
    connection?.remember({ readSeq: seq });
    return true;
  }

  /** Whether there are too many users to send frames about individual ones. */
  get countsOnly(): boolean {
    return this.#presence.countsOnly;
  }

  /** @returns the current presence, without users whose departure is due. */
  presence(): Presence {
    this.#expireDepartures();
    return this.#presence.now();
  }

  /** Closes a connection with `bye`, after its queued frames are sent. */
  dismiss(connection: Connection, reason: Fault): void {
    connection.dismiss(reason);
    this.#queue.serve(connection);
  }

  /** Closes a connection at once and discards its queued frames. */
  end(connection: Connection, code: ErrorCode): void {
    connection.end(code);
    this.left(connection.socket);
  }

  /** Removes a closed socket, whichever side closed it. Calling it twice is harmless. */
  left(socket: WebSocket): void {
    const principal = this.index.drop(socket);
    if (principal === undefined) return;
    this.#presence.ended(principal, this.#now());
    if (!this.#presence.has(principal.user.id)) this.#reads.delete(principal.user.id);
    this.#saveDepartures();
    this.#presenceChanged();
  }

  /**
   * Evicts connections that are dead or whose token has expired, and announces departures that are
   * due [I9].
   * @param most the maximum number of connections to check, least recently checked first.
   */
  evictStale(most = CHECKS_PER_TURN): void {
    const now = this.#now();
    const limit = this.#hasJustWoken ? Number.POSITIVE_INFINITY : most;
    this.#hasJustWoken = false;
    for (const connection of this.index.checks.take(now, limit)) this.#evictIfStale(connection);
    this.#expireDepartures();
  }

  /** The same on an alarm, which checks more connections. */
  evictStaleOnAlarm(): void {
    this.evictStale(CHECKS_PER_ALARM);
  }

  /** Evicts the dead and expired connections of one user. */
  evictStaleOf(user: string): void {
    for (const connection of [...this.index.ofUser(user)]) this.#evictIfStale(connection);
  }

  /** Evicts one connection if it is dead or its token has expired. */
  #evictIfStale(connection: Connection): void {
    const { expiresAt } = connection.principal;
    if (!connection.open) this.left(connection.socket);
    else if (this.index.isSilent(connection, this.#now(), this.#clock()))
      this.end(connection, 'resync');
    else if (expiresAt !== null && expiresAt <= this.#clock())
      this.dismiss(connection, fault('token_expired', 'Renew your token.'));
  }

  /** The ms until the room must wake to check connections, while it is active. */
  get checkDelay(): number {
    const now = this.#now();
    const leave = Math.max(0, this.#presence.firstLeave - now);
    // With fewer than two connections, no other client sees a dead one as present.
    return this.index.size < 2 ? leave : Math.min(leave, CHECK_MS);
  }

  /**
   * The ms until the room must wake to check connections, after an alarm. A room without recent
   * activity stays in hibernation [I12].
   * @param loggedAt when the newest entry of the log was written, in ms since 1970.
   */
  checkDelayAfterAlarm(loggedAt: number): number {
    const now = this.#now();
    // The alarm could not check all connections that are due.
    if (this.index.checks.next <= now) return 0;
    const idle = now - this.#activeAt;
    // An entry in the future means that the clock was set back, so its time is ignored.
    const sinceLogged = this.#clock() - loggedAt;
    const isActive = Math.min(idle, sinceLogged < 0 ? idle : sinceLogged) < ACTIVE_MS;
    return isActive ? this.checkDelay : Math.max(0, this.#presence.firstLeave - now);
  }

  /** Removes the users whose departure is due, and schedules a `presence` frame about it. */
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

  /** The `presence` frame to send with the current flush, if one is due. */
  #presenceUpdate(now: number): Frame | undefined {
    if (!this.#presenceStale) return undefined;
    if (this.#presence.wait(now) > 0) {
      this.#presenceChanged();
      return undefined;
    }
    this.#expireDepartures();
    this.#presenceStale = false;
    return this.#presence.takeUpdate(now);
  }
}
