// Of all tabs with a room one calls, and none while somebody looks at any of them.

/** Locks by which tabs know of each other; where there are none, each tab is alone. */
export class TabElection {
  readonly #caller: string;
  readonly #looking: string;
  #isCaller = !('locks' in navigator);
  #leave: (() => void) | null = null;

  /** @param place the room, with its server: the same in all of its tabs. */
  constructor(place: string) {
    this.#caller = `edgewise:caller:${place}`;
    this.#looking = `edgewise:looking:${place}`;
    if (this.#isCaller) return;
    // Held until the tab goes.
    void navigator.locks.request(this.#caller, () => {
      this.#isCaller = true;
      return new Promise(() => {});
    });
  }

  /** Tells the others whether somebody looks at this tab. */
  look(on: boolean): void {
    this.#leave?.();
    this.#leave = null;
    if (!on || !('locks' in navigator)) return;
    const left = new Promise<void>((leave) => {
      this.#leave = leave;
    });
    void navigator.locks.request(this.#looking, { mode: 'shared' }, () => left);
  }

  /** Whether it is this tab's turn to call somebody who looks at none. */
  async isElected(): Promise<boolean> {
    if (!this.#isCaller) return false;
    if (!('locks' in navigator)) return true;
    const { held = [] } = await navigator.locks.query();
    return !held.some(({ name }) => name === this.#looking);
  }
}
