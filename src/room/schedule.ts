import { Alarms } from './alarms.ts';
import { storageFault } from './log/storage-fault.ts';
import type { Tables } from './log/tables.ts';

/** A room that could not write when it woke tries again after this time. */
const SETTLE_MS = 30_000;

type Deps = {
  readonly storage: DurableObjectStorage;
  readonly tables: Pick<Tables, 'log' | 'retention'>;
  readonly connections: { readonly checkDelay: number; checkDelayAfterAlarm(at: number): number };
  /** The assistant, as far as it must be woken. */
  readonly answers: { wake(): void; readonly nextWake: number } | undefined;
  /** Messages before this seq were deleted. */
  readonly pruned: (before: number) => void;
  readonly waitUntil: (promise: Promise<unknown>) => void;
  readonly now: () => number;
};

/** When the room must wake next, and what it does then: pruning, liveness checks, answers. */
export class Schedule {
  readonly #deps: Deps;
  readonly #alarms: Alarms;
  /** Whether what a crash interrupted has been stored. */
  #isSettled = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#alarms = new Alarms(deps.storage);
  }

  /**
   * Stores which answers a crash interrupted, and continues with those that wait. On a full disk it
   * cannot: the room can be read all the same, and tries again whenever somebody writes, and soon.
   */
  settle(): void {
    if (this.#isSettled) return;
    try {
      this.#deps.answers?.wake();
      this.#isSettled = true;
    } catch (error) {
      storageFault(error);
    }
  }

  /** Plans the next alarm after something happened. */
  plan(): void {
    this.planPruning();
    const { connections, now } = this.#deps;
    this.#wakeBy(Math.min(now() + connections.checkDelay, this.#nextWake));
  }

  /** Also where somebody only reads: the setting may be new, and nobody may ever write here again. */
  planPruning(): void {
    const { tables, now } = this.#deps;
    this.#wakeBy(tables.retention.next(now(), tables.log.head().seq));
  }

  /** Plans the next liveness check. */
  planCheck(): void {
    const { connections, now } = this.#deps;
    this.#wakeBy(now() + connections.checkDelay);
  }

  /**
   * The alarm rang.
   * @param evictStale called before anything is deleted.
   */
  onAlarm(evictStale: () => void): void {
    this.#alarms.rang();
    this.settle();
    evictStale();
    const { tables, connections, pruned, now } = this.#deps;
    const { seq, at } = tables.log.head();
    const { next, before } = tables.retention.step(now(), seq);
    if (before !== undefined) pruned(before);
    const check = now() + connections.checkDelayAfterAlarm(at);
    this.#wakeBy(Math.min(next, check, this.#nextWake));
  }

  get #nextWake(): number {
    if (!this.#isSettled) return this.#deps.now() + SETTLE_MS;
    return this.#deps.answers?.nextWake ?? Number.POSITIVE_INFINITY;
  }

  #wakeBy(due: number): void {
    const set = due === Number.POSITIVE_INFINITY ? undefined : this.#alarms.wakeBy(due);
    // On a full disk the alarm is not set; the next visit tries again.
    if (set !== undefined) this.#deps.waitUntil(set.catch(storageFault));
  }
}
