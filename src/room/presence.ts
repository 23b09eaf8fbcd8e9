import type { FrameOf, Presence as PresenceNow } from '../protocol/frames.ts';
import { LEAVE_MS } from '../protocol/limits.ts';
import type { User } from '../protocol/message.ts';

/** One connection, as presence sees it. */
export type Present = { readonly user: User; readonly named: boolean };

/** Someone without a connection, and when they have left for good (ms since 1970). */
export type Departure = { readonly user: User; readonly at: number };

/** What sleep left: who was here and who was on the way out, and whether that is all of them. */
export type Before = {
  readonly present: Iterable<Present>;
  readonly leaving: Iterable<Departure>;
  readonly isWhole: boolean;
};

/** Changes are told at most this often: a thousand joins are a few frames, not a million. */
const TELL_MS = 1000;

/**
 * Who is here, from the connections that are live: nothing is stored. A person stays for 15 s after
 * their last connection, so that a reload is no departure.
 */
export class Presence {
  readonly #present: () => Iterable<Present>;
  readonly #most: number;
  readonly #leaving = new Map<string, Departure>();
  /** What everyone was told last; `null` where only the count was. */
  #told: Map<string, User> | null;
  #toldOnline: number;
  #toldAt = 0;

  /**
   * @param present gives the live connections.
   * @param most people to name; above it only the count is told.
   * @param before where it is not whole, everyone is told anew who is here.
   */
  constructor(present: () => Iterable<Present>, most: number, before: Before) {
    this.#present = present;
    this.#most = most;
    for (const departure of before.leaving) this.#leaving.set(departure.user.id, departure);
    const { people, online } = this.#count(before.present);
    this.#told = people.size > most || !before.isWhole ? null : people;
    this.#toldOnline = online;
  }

  /** The presence as it is. */
  now(): PresenceNow {
    const { people, online } = this.#count();
    return people.size > this.#most
      ? { online, countOnly: true }
      : { online, members: [...people.values()] };
  }

  /** Whether there are more people than are named. */
  get countsOnly(): boolean {
    return this.#count().people.size > this.#most;
  }

  /** A connection ended; where it was their last, its person is on the way out. */
  ended({ user, named }: Present, now: number): void {
    if (!named) return;
    for (const other of this.#present()) if (other.named && other.user.id === user.id) return;
    this.#leaving.set(user.id, { user, at: now + LEAVE_MS });
  }

  /** People on the way out, the first to go first. */
  get leaving(): readonly Departure[] {
    return [...this.#leaving.values()].sort((a, b) => a.at - b.at);
  }

  /** Lets go whose time is up. @returns their ids. */
  expire(now: number): string[] {
    const gone = this.leaving.filter(({ at }) => at <= now).map(({ user }) => user.id);
    for (const id of gone) this.#leaving.delete(id);
    return gone;
  }

  /** How long until a change may be told, 0 for at once. */
  wait(now: number): number {
    return Math.max(0, Math.min(TELL_MS, this.#toldAt + TELL_MS - now));
  }

  /** What has changed since everyone was told last, joins and leaves folded together. */
  news(now: number): FrameOf<'presence'> | undefined {
    const { people, online } = this.#count();
    const told = this.#told;
    const frame = this.#difference(told, people, online);
    if (frame === undefined) return undefined;
    this.#told = people.size > this.#most ? null : people;
    this.#toldOnline = online;
    this.#toldAt = now;
    return frame;
  }

  #difference(
    told: Map<string, User> | null,
    people: Map<string, User>,
    online: number,
  ): FrameOf<'presence'> | undefined {
    if (people.size > this.#most)
      return online === this.#toldOnline && told === null
        ? undefined
        : { type: 'presence', online, countOnly: true };
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

  #count(present = this.#present()): { people: Map<string, User>; online: number } {
    const people = new Map<string, User>();
    for (const [id, { user }] of this.#leaving) people.set(id, user);
    let unnamed = 0;
    for (const { user, named } of present) {
      if (named) {
        people.set(user.id, user);
        this.#leaving.delete(user.id);
      } else unnamed += 1;
    }
    return { people, online: people.size + unnamed };
  }
}
