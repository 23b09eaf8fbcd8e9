type AlarmStorage = Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>;

/**
 * The room's one alarm, shared by everything that has a due-time. What is due follows from the
 * room's state, so the alarm carries no name: whoever wakes looks at all of it. Setting costs a row,
 * so it is only ever set to an earlier time.
 */
export class Alarms {
  readonly #storage: AlarmStorage;
  /** `undefined`: not known since waking. */
  #at: number | null | undefined;

  constructor(storage: AlarmStorage) {
    this.#storage = storage;
  }

  /** The alarm rang: there is none now. */
  rang(): void {
    this.#at = null;
  }

  /**
   * Sees to it that the room wakes by then (ms since 1970).
   * @returns what to wait for, or `undefined` where it does already, as nearly always.
   */
  wakeBy(due: number): Promise<void> | undefined {
    const isSet = this.#at !== null && this.#at !== undefined && this.#at <= due;
    return isSet ? undefined : this.#set(due);
  }

  async #set(due: number): Promise<void> {
    if (this.#at === undefined) {
      const at = await this.#storage.getAlarm();
      this.#at ??= at;
    }
    if (this.#at !== null && this.#at !== undefined && this.#at <= due) return;
    this.#at = due;
    try {
      await this.#storage.setAlarm(due);
    } catch (error) {
      this.#at = undefined;
      throw error;
    }
  }
}
