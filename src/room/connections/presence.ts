import type { FrameOf, Presence as PresenceNow } from '../../protocol/frames.ts';
import { LEAVE_MS } from '../../protocol/limits.ts';
import type { User } from '../../protocol/message.ts';

/** One connection, as presence sees it. */
export type Present = { readonly user: User; readonly named: boolean };

/** Someone without a connection, and when they have left for good (ms since 1970). */
export type Departure = { readonly user: User; readonly at: number };

/** What was remembered of departures while the room slept, and whether that is all of them. */
export type Remembered = {
  readonly leaving: Iterable<Departure>;
  readonly isWhole: boolean;
};

/** Changes are told at most this often: a thousand joins are a few frames, not a million. */
const TELL_MS = 1000;

/** A person with at least one connection. */
type Person = { readonly user: User; readonly connections: number };

/**
 * Who is here, counted as connections come and go: no question about it looks at the connections
 * themselves [I14]. Nothing is stored. A person stays for 15 s after their last connection, so that
 * a reload is no departure.
 */
export class Presence {
  readonly #most: number;
  readonly #people = new Map<string, Person>();
  #readers = 0;
  /** In the order in which they will have left. */
  readonly #leaving = new Map<string, Departure>();
  /** What everyone was told last; `null` where only the count was. */
  #told: Map<string, User> | null;
  #toldOnline: number;
  #toldAt = 0;
  /** The answer to the question who is here, until something changes. */
  #now: PresenceNow | undefined;

  /**
   * @param present the connections that there are when the room wakes, oldest first.
   * @param most people to name; above it only the count is told.
   * @param remembered where it is not whole, everyone is told anew who is here.
   * @param now the clock, in ms since 1970.
   */
  constructor(present: Iterable<Present>, most: number, remembered: Remembered, now: number) {
    this.#most = most;
    // A clock that was set back must not keep people here for longer.
    for (const { user, at } of [...remembered.leaving].sort((a, b) => a.at - b.at))
      this.#leaving.set(user.id, { user, at: Math.min(at, now + LEAVE_MS) });
    for (const each of present) this.joined(each);
    this.#told = this.countsOnly || !remembered.isWhole ? null : this.#named();
    this.#toldOnline = this.#online;
  }

  /** A connection came. Of a person's names the newest connection's counts. */
  joined({ user, named }: Present): void {
    this.#now = undefined;
    if (!named) {
      this.#readers += 1;
      return;
    }
    this.#leaving.delete(user.id);
    const connections = (this.#people.get(user.id)?.connections ?? 0) + 1;
    this.#people.set(user.id, { user, connections });
  }

  /** The person behind a connection is called something else, or is named at last. */
  renamed(before: Present, user: User): void {
    this.#now = undefined;
    const known = before.named ? this.#people.get(user.id) : undefined;
    if (known !== undefined) {
      this.#people.set(user.id, { ...known, user });
      return;
    }
    this.#readers -= 1;
    this.joined({ user, named: true });
  }

  /** A connection ended; where it was their last, its person is on the way out. */
  ended({ user, named }: Present, now: number): void {
    this.#now = undefined;
    if (!named) {
      this.#readers -= 1;
      return;
    }
    const person = this.#people.get(user.id);
    if (person === undefined) return;
    if (person.connections > 1) {
      this.#people.set(user.id, { ...person, connections: person.connections - 1 });
      return;
    }
    this.#people.delete(user.id);
    this.#leaving.set(user.id, { user: person.user, at: now + LEAVE_MS });
  }

  /** Whether this person is here, or left less than 15 s ago. */
  has(id: string): boolean {
    return this.#people.has(id) || this.#leaving.has(id);
  }

  /** The presence as it is; the same object until something changes. */
  now(): PresenceNow {
    this.#now ??= this.countsOnly
      ? { online: this.#online, countOnly: true }
      : { online: this.#online, members: [...this.#named().values()] };
    return this.#now;
  }

  /** Whether there are more people than are named. */
  get countsOnly(): boolean {
    return this.#people.size + this.#leaving.size > this.#most;
  }

  /** When the first person on the way out has left, in ms since 1970; Infinity without one. */
  get firstLeave(): number {
    for (const { at } of this.#leaving.values()) return at;
    return Number.POSITIVE_INFINITY;
  }

  /** The first so many people on the way out, the first to go first. */
  leaving(most: number): Departure[] {
    const first: Departure[] = [];
    for (const departure of this.#leaving.values()) {
      if (first.length === most) break;
      first.push(departure);
    }
    return first;
  }

  /** Lets go whose time is up. @returns their ids. */
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

  /** How long until a change may be told, 0 for at once. */
  wait(now: number): number {
    return Math.max(0, Math.min(TELL_MS, this.#toldAt + TELL_MS - now));
  }

  /** What has changed since everyone was told last, joins and leaves folded together. */
  news(now: number): FrameOf<'presence'> | undefined {
    const frame = this.#difference();
    if (frame === undefined) return undefined;
    this.#told = this.countsOnly ? null : this.#named();
    this.#toldOnline = frame.online;
    this.#toldAt = now;
    return frame;
  }

  #difference(): FrameOf<'presence'> | undefined {
    const [told, online] = [this.#told, this.#online];
    if (this.countsOnly)
      return online === this.#toldOnline && told === null
        ? undefined
        : { type: 'presence', online, countOnly: true };
    const people = this.#named();
    if (told === null) return { type: 'presence', online, members: [...people.values()] };
    const joined = [...people.values()].filter(({ id, name }) => told.get(id)?.name !== name);
    const left = [...told.values()].filter(({ id }) => !people.has(id));
    if (joined.length + left.length === 0 && online === this.#toldOnline) return undefined;
    return {
      ...{ type: 'presence', online },
      ...(joined.length > 0 && { joined }),
      ...(left.length > 0 && { left }),
    };
  }

  get #online(): number {
    return this.#people.size + this.#leaving.size + this.#readers;
  }

  /** Everyone by name; asked only where they are few enough to name. */
  #named(): Map<string, User> {
    const named = new Map<string, User>();
    for (const [id, { user }] of this.#leaving) named.set(id, user);
    for (const [id, { user }] of this.#people) named.set(id, user);
    return named;
  }
}
