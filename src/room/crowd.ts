import { type ErrorCode, type Fault, fault } from '../protocol/errors.ts';
import type { Frame, Presence } from '../protocol/frames.ts';
import type { User } from '../protocol/message.ts';
import type { Connection, Memory } from './connection.ts';
import { Connections } from './connections.ts';
import { ACTIVE_MS, isSilent, LOOK_MS } from './liveness.ts';
import { Outlet } from './outlet.ts';
import { Presence as Attendance } from './presence.ts';

/** Who is connected and what they hear: sockets, presence and the way out, brought together. */
export class Crowd {
  readonly connections: Connections;
  readonly #presence: Attendance;
  readonly #outlet: Outlet;
  readonly #now: () => number;
  #lookedAt = 0;
  /** How far each person has read. */
  readonly #reads = new Map<string, number>();
  #presenceStale = false;

  /** @param now the clock, in ms since 1970. */
  constructor(ctx: DurableObjectState, presenceMembers: number, now: () => number) {
    this.#now = now;
    this.connections = new Connections(ctx);
    for (const { visitor, memory } of this.connections.all())
      this.read(visitor.user.id, memory.readSeq, undefined);
    const present = () => this.connections.present();
    this.#presence = new Attendance(present, presenceMembers, this.connections.before);
    this.#outlet = new Outlet({
      now,
      connections: () => this.connections.all(),
      end: (connection, code) => this.end(connection, code),
      lastWord: (at) => this.#news(at),
      // What is gathered is memory only; the platform puts no room to sleep that has a timer
      // (durable_object_io_tasks_prevent_eviction, on by our compatibility date).
      later: (run, ms) => setTimeout(run, ms),
    });
  }

  accept(socket: WebSocket, memory: Memory): Connection {
    const connection = this.connections.accept(socket, memory);
    this.#presenceChanged();
    return connection;
  }

  rename(connection: Connection, user: User): void {
    connection.remember({ visitor: { ...connection.visitor, user, named: true } });
    this.#presenceChanged();
  }

  broadcast(frame: Frame): void {
    this.#outlet.broadcast(frame);
  }

  reply(connection: Connection, frames: readonly Frame[]): void {
    if (frames.length > 0) this.#outlet.reply(connection, frames);
  }

  goLive(connection: Connection): void {
    this.#outlet.goLive(connection);
  }

  /** How far people have read; nobody's where there are too many to name. */
  reads(): Record<string, number> {
    return this.isCrowded ? {} : Object.fromEntries(this.#reads);
  }

  /** Someone has read up to here. @returns whether that is further than before. */
  read(user: string, seq: number, connection: Connection | undefined): boolean {
    if (seq <= (this.#reads.get(user) ?? 0)) return false;
    this.#reads.set(user, seq);
    connection?.remember({ readSeq: seq });
    return true;
  }

  /** Whether there are too many people to say of each what they do. */
  get isCrowded(): boolean {
    return this.#presence.countsOnly;
  }

  presence(): Presence {
    this.#letGo();
    return this.#presence.now();
  }

  /** Closes a connection behind what it is still owed, with `bye`. */
  dismiss(connection: Connection, reason: Fault): void {
    connection.dismiss(reason);
    this.#outlet.serve(connection);
  }

  /** Closes a connection at once. */
  end(connection: Connection, code: ErrorCode): void {
    connection.end(code);
    this.left(connection.socket);
  }

  /** A socket is no more, whoever closed it. Saying so twice does no harm. */
  left(socket: WebSocket): void {
    const visitor = this.connections.drop(socket);
    if (visitor === undefined) return;
    this.#presence.ended(visitor, this.#now());
    this.connections.entrust(this.#presence.leaving);
    this.#presenceChanged();
  }

  /** Ends who is dead or whose token has run out, and tells who has left by now [I9]. */
  look(): void {
    const now = this.#now();
    this.#lookedAt = now;
    for (const connection of this.connections.all()) {
      const { expiresAt } = connection.visitor;
      if (isSilent(this.connections.lastPing(connection), now)) this.end(connection, 'resync');
      else if (expiresAt !== null && expiresAt <= now)
        this.dismiss(connection, fault('token_expired', 'Renew your token.'));
    }
    this.#letGo();
  }

  /** The same where something happens anyway, and the last look is a while ago. */
  lookIfDue(): void {
    if (this.#now() - this.#lookedAt >= LOOK_MS) this.look();
  }

  /** When the room must be woken on the crowd's account after something happened; ms since 1970. */
  nextLook(): number {
    if (this.connections.size === 0) return Number.POSITIVE_INFINITY;
    // One alone has nobody to be a ghost for.
    const look = this.connections.size > 1 ? this.#now() + LOOK_MS : Number.POSITIVE_INFINITY;
    return Math.min(this.#firstLeave(), look);
  }

  /** The same after an alarm, when nothing happened: a silent room is left asleep [I12]. */
  nextLookIfActive(loggedAt: number): number {
    let activeAt = loggedAt;
    for (const { memory } of this.connections.all()) activeAt = Math.max(activeAt, memory.heardAt);
    return this.#now() - activeAt < ACTIVE_MS ? this.nextLook() : this.#firstLeave();
  }

  #firstLeave(): number {
    return this.#presence.leaving[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Those who have left by now are told of, and nobody remembers them. */
  #letGo(): void {
    const gone = this.#presence.expire(this.#now());
    if (gone.length === 0) return;
    for (const id of gone) this.#reads.delete(id);
    this.connections.entrust(this.#presence.leaving);
    this.#presenceChanged();
  }

  #presenceChanged(): void {
    this.#presenceStale = true;
    this.#outlet.flushIn(this.#presence.wait(this.#now()));
  }

  #news(now: number): Frame | undefined {
    if (!this.#presenceStale) return undefined;
    if (this.#presence.wait(now) > 0) {
      this.#presenceChanged();
      return undefined;
    }
    this.#letGo();
    this.#presenceStale = false;
    return this.#presence.news(now);
  }
}
