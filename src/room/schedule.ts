import { Alarms } from './alarms.ts';
import { storageFault } from './log/storage-fault.ts';
import type { Tables } from './log/tables.ts';

/** If a room cannot write when it wakes, it retries after this time. */
const SETTLE_MS = 30_000;

type Deps = {
  readonly storage: DurableObjectStorage;
  readonly tables: Pick<Tables, 'log' | 'retention'>;
  readonly connections: { readonly checkDelay: number; checkDelayAfterAlarm(at: number): number };
  /** The assistant, which also has work to schedule; `undefined` in a room without one. */
  readonly answers: { wake(): void; readonly nextWake: number } | undefined;
  /** Called after all messages before a seq have been deleted. */
  readonly pruned: (before: number) => void;
  readonly waitUntil: (promise: Promise<unknown>) => void;
  readonly now: () => number;
};

/** Schedules the room's alarm and the work that it does: pruning, liveness checks, answers. */
export class Schedule {
  readonly #deps: Deps;
  readonly #alarms: Alarms;
  /** Whether the answers that a crash interrupted have been stored as such. */
  #isSettled = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#alarms = new Alarms(deps.storage);
  }

  /**
   * Stores which answers a crash interrupted, and starts those that are waiting. On a full disk
   * this fails. The room then stays readable and retries at the next command and at the next alarm.
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

  /**
   * Plans the next pruning. Reads call this too: the retention setting may be new, and there may
   * never be another write.
   */
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
   * Handles the alarm: runs the tasks that are due and plans the next alarm.
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
    // On a full disk the alarm cannot be set; the next request or command retries.
    if (set !== undefined) this.#deps.waitUntil(set.catch(storageFault));
  }
}
