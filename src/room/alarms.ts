type AlarmStorage = Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>;

/**
 * The room's only alarm, shared by all tasks that are due at some time. The alarm does not record
 * its task: the handler derives from the room's state which tasks are due. Setting an alarm costs a
 * row write, so it is set only to move it to an earlier time.
 */
export class Alarms {
  readonly #storage: AlarmStorage;
  /** When the alarm is set for, in ms since 1970; `null` for none, `undefined` until it is read. */
  #at: number | null | undefined;

  constructor(storage: AlarmStorage) {
    this.#storage = storage;
  }

  /** Records that the alarm has fired, so that none is set. */
  rang(): void {
    this.#at = null;
  }

  /**
   * Makes sure that the alarm fires no later than a time.
   * @param due in ms since 1970.
   * @returns a promise that resolves once the alarm is stored; `undefined`, the usual case, if an
   *   early enough alarm is already set. It rejects if storage fails.
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
