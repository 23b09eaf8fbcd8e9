import type { FrameOf, Presence as PresenceNow } from '../../protocol/frames.ts';
import { LEAVE_MS } from '../../protocol/limits.ts';
import type { User } from '../../protocol/message.ts';

/** The part of a connection that presence uses. */
export type Present = { readonly user: User; readonly named: boolean };

/** A user without a connection, and when they count as having left (ms since 1970). */
export type Departure = { readonly user: User; readonly at: number };

/** Pending departures that were stored before hibernation, and whether they are all of them. */
export type Remembered = {
  readonly leaving: Iterable<Departure>;
  readonly isComplete: boolean;
};

/**
 * Minimum time between two `presence` frames. When a thousand users join, each of them gets a few
 * frames instead of a thousand.
 */
const UPDATE_GAP_MS = 1000;

/** A user with at least one connection. */
type ConnectedUser = { readonly user: User; readonly connections: number };

/**
 * Tracks which users are present. It counts connections as they open and close, so no query loops
 * over the connections [I14]. It stores nothing on disk. A user stays present for 15 s after their
 * last connection closes, so that reloading the page does not count as leaving.
 */
export class Presence {
  readonly #most: number;
  readonly #users = new Map<string, ConnectedUser>();
  #readers = 0;
  /** Users without a connection who still count as present, ordered by when they leave. */
  readonly #leaving = new Map<string, Departure>();
  /** The members in the last `presence` frame; `null` if it had only the count. */
  #sentMembers: Map<string, User> | null;
  #sentOnline: number;
  #sentAt = 0;
  /** Cached result of `now()`; `undefined` after a change. */
  #now: PresenceNow | undefined;

  /**
   * @param present the open connections when the room wakes, oldest first.
   * @param most above this number of users, frames have only the count and no names.
   * @param remembered if incomplete, the next `presence` frame has all members, not only changes.
   * @param now the current time, in ms since 1970.
   */
  constructor(present: Iterable<Present>, most: number, remembered: Remembered, now: number) {
    this.#most = most;
    // If the clock was set back, users must not stay present for longer than LEAVE_MS.
    for (const { user, at } of [...remembered.leaving].sort((a, b) => a.at - b.at))
      this.#leaving.set(user.id, { user, at: Math.min(at, now + LEAVE_MS) });
    for (const each of present) this.joined(each);
    this.#sentMembers = this.countsOnly || !remembered.isComplete ? null : this.#named();
    this.#sentOnline = this.#online;
  }

  /** Adds a connection. Its user's name replaces that of the user's earlier connections. */
  joined({ user, named }: Present): void {
    this.#now = undefined;
    if (!named) {
      this.#readers += 1;
      return;
    }
    this.#leaving.delete(user.id);
    const connections = (this.#users.get(user.id)?.connections ?? 0) + 1;
    this.#users.set(user.id, { user, connections });
  }

  /** Changes a user's name, or turns a reader into a named user. */
  renamed(before: Present, user: User): void {
    this.#now = undefined;
    const known = before.named ? this.#users.get(user.id) : undefined;
    if (known !== undefined) {
      this.#users.set(user.id, { ...known, user });
      return;
    }
    this.#readers -= 1;
    this.joined({ user, named: true });
  }

  /**
   * Removes a connection. If it was the user's last one, the user leaves after LEAVE_MS.
   * @param now the current time in ms.
   */
  ended({ user, named }: Present, now: number): void {
    this.#now = undefined;
    if (!named) {
      this.#readers -= 1;
      return;
    }
    const known = this.#users.get(user.id);
    if (known === undefined) return;
    if (known.connections > 1) {
      this.#users.set(user.id, { ...known, connections: known.connections - 1 });
      return;
    }
    this.#users.delete(user.id);
    this.#leaving.set(user.id, { user: known.user, at: now + LEAVE_MS });
  }

  /** @returns whether the user has a connection, or had one less than 15 s ago. */
  has(id: string): boolean {
    return this.#users.has(id) || this.#leaving.has(id);
  }

  /** @returns the current presence; the same object until something changes. */
  now(): PresenceNow {
    this.#now ??= this.countsOnly
      ? { online: this.#online, countOnly: true }
      : { online: this.#online, members: [...this.#named().values()] };
    return this.#now;
  }

  /** Whether there are too many users to list by name. */
  get countsOnly(): boolean {
    return this.#users.size + this.#leaving.size > this.#most;
  }

  /** When the next pending departure is due, in ms since 1970; Infinity without one. */
  get firstLeave(): number {
    for (const { at } of this.#leaving.values()) return at;
    return Number.POSITIVE_INFINITY;
  }

  /**
   * @param most the maximum number of departures.
   * @returns the pending departures that are due first, in order.
   */
  leaving(most: number): Departure[] {
    const first: Departure[] = [];
    for (const departure of this.#leaving.values()) {
      if (first.length === most) break;
      first.push(departure);
    }
    return first;
  }

  /**
   * Removes the users whose departure is due.
   * @param now the current time in ms.
   * @returns their ids.
   */
  expire(now: number): string[] {
    const gone: string[] = [];
    for (const [id, { at }] of this.#leaving) {
      if (at > now) break;
      this.#leaving.delete(id);
      gone.push(id);
    }
    if (gone.length > 0) this.#now = undefined;
    return gone;
  }

  /**
   * @param now the current time in ms.
   * @returns the ms until the next `presence` frame may be sent; 0 if it may be sent now.
   */
  wait(now: number): number {
    return Math.max(0, Math.min(UPDATE_GAP_MS, this.#sentAt + UPDATE_GAP_MS - now));
  }

  /**
   * Takes the changes since the last `presence` frame, combined into one frame, and records them as
   * sent.
   * @param now the current time in ms.
   * @returns the frame to send, or `undefined` if nothing has changed.
   */
  takeUpdate(now: number): FrameOf<'presence'> | undefined {
    const frame = this.#difference();
    if (frame === undefined) return undefined;
    this.#sentMembers = this.countsOnly ? null : this.#named();
    this.#sentOnline = frame.online;
    this.#sentAt = now;
    return frame;
  }

  #difference(): FrameOf<'presence'> | undefined {
    const [sent, online] = [this.#sentMembers, this.#online];
    if (this.countsOnly)
      return online === this.#sentOnline && sent === null
        ? undefined
        : { type: 'presence', online, countOnly: true };
    const users = this.#named();
    if (sent === null) return { type: 'presence', online, members: [...users.values()] };
    const joined = [...users.values()].filter(({ id, name }) => sent.get(id)?.name !== name);
    const left = [...sent.values()].filter(({ id }) => !users.has(id));
    if (joined.length + left.length === 0 && online === this.#sentOnline) return undefined;
    return {
      ...{ type: 'presence', online },
      ...(joined.length > 0 && { joined }),
      ...(left.length > 0 && { left }),
    };
  }

  get #online(): number {
    return this.#users.size + this.#leaving.size + this.#readers;
  }

  /** All present users by id. It is called only if there are few enough to list. */
  #named(): Map<string, User> {
    const named = new Map<string, User>();
    for (const [id, { user }] of this.#leaving) named.set(id, user);
    for (const [id, { user }] of this.#users) named.set(id, user);
    return named;
  }
}
