import { TYPING_MS } from '../../protocol/limits.ts';
import type { User } from '../../protocol/message.ts';
import type { Clock } from '../core/environment.ts';
import { type Readable, Value } from '../core/value.ts';

/** Who is typing. Each entry is a lease: it ends by itself where its `off` got lost [R44]. */
export class Typists {
  readonly #users = new Value<readonly User[]>([]);
  readonly #leases = new Map<string, () => void>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get users(): Readable<readonly User[]> {
    return this.#users;
  }

  /** @param leaseMs how long it holds without a renewal. */
  typing(user: User, on: boolean, leaseMs = TYPING_MS): void {
    this.#leases.get(user.id)?.();
    this.#leases.delete(user.id);
    if (on)
      this.#leases.set(
        user.id,
        this.#clock.after(leaseMs, () => this.typing(user, false)),
      );
    // In the order of who began; a renewal changes nothing.
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
