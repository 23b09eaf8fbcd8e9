// What the tabs of one browser share: storage, change events, and a lock.
import type { Entries } from '../../src/client/outbox/outbox-entry.ts';
import type { OutboxBackend } from '../../src/client/outbox/persisted-storage.ts';

type Turn = { readonly userId: string; readonly begin: () => void };

export class FakeBrowser {
  stored: Entries = [];
  /** Called before each write, which it may delay or reject. */
  gate: () => Promise<void> = async () => {};
  #watchers = new Set<() => void>();
  #turns: Turn[] = [];

  /** The storage as one tab sees it. */
  tab(): OutboxBackend {
    let changed = () => {};
    return {
      update: async (change) => {
        await this.gate();
        const before = this.stored;
        this.stored = structuredClone(change(before));
        if (change(before) !== before)
          for (const watcher of this.#watchers) if (watcher !== changed) watcher();
        return this.stored;
      },
      watch: (call) => {
        changed = call;
        this.#watchers.add(call);
        return () => this.#watchers.delete(call);
      },
      forget: async () => {},
      lead: (userId, begin) => {
        const turn = { userId, begin };
        this.#turns.push(turn);
        if (this.#first(userId) === turn) begin();
        return () => this.#leave(turn);
      },
    };
  }

  #first = (userId: string) => this.#turns.find((turn) => turn.userId === userId);

  #leave(turn: Turn): void {
    const led = this.#first(turn.userId) === turn;
    this.#turns = this.#turns.filter((other) => other !== turn);
    if (led) this.#first(turn.userId)?.begin();
  }
}

/** Completes all writes that are not delayed. */
export const stored = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
