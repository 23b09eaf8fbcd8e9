import { TYPING_MS } from '../protocol/limits.ts';
import type { User } from '../protocol/message.ts';
import type { Clock } from './environment.ts';
import { type Readable, Value } from './value.ts';

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

  typing(user: User, on: boolean): void {
    this.#leases.get(user.id)?.();
    this.#leases.delete(user.id);
    if (on)
      this.#leases.set(
        user.id,
        this.#clock.after(TYPING_MS, () => this.typing(user, false)),
      );
    const others = this.#users.get().filter(({ id }) => id !== user.id);
    if (on || others.length < this.#users.get().length)
      this.#users.set(on ? [...others, user] : others);
  }

  clear(): void {
    for (const user of this.#users.get()) this.typing(user, false);
  }
}
