import { TYPING_MS } from '../../protocol/limits.ts';
import type { User } from '../../protocol/message.ts';
import type { Clock } from '../core/environment.ts';
import { type Readable, Value } from '../core/value.ts';

/** The users who are typing. Each is a lease that expires if its `off` is lost [R44]. */
export class TypingUsers {
  readonly #users = new Value<readonly User[]>([]);
  readonly #leases = new Map<string, () => void>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get users(): Readable<readonly User[]> {
    return this.#users;
  }

  /** @param leaseMs how long it lasts without a renewal. */
  typing(user: User, on: boolean, leaseMs = TYPING_MS): void {
    this.#leases.get(user.id)?.();
    this.#leases.delete(user.id);
    if (on)
      this.#leases.set(
        user.id,
        this.#clock.after(leaseMs, () => this.typing(user, false)),
      );
    // Ordered by who began first; a renewal changes nothing.
    const users = this.#users.get();
    const known = users.find(({ id }) => id === user.id);
    if (!on) {
      if (known) this.#users.set(users.filter((one) => one !== known));
    } else if (known?.name !== user.name)
      this.#users.set(known ? users.map((one) => (one === known ? user : one)) : [...users, user]);
  }

  clear(): void {
    for (const user of this.#users.get()) this.typing(user, false);
  }
}
