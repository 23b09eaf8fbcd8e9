// Only one tab of a room notifies, and none while the user looks at any of them.

/** Coordinates tabs through Web Locks. Without them, every tab notifies. */
export class TabElection {
  readonly #caller: string;
  readonly #looking: string;
  #isCaller = !('locks' in navigator);
  #leave: (() => void) | null = null;

  /** @param place the room's URL, the same in all of its tabs. */
  constructor(place: string) {
    this.#caller = `edgewise:caller:${place}`;
    this.#looking = `edgewise:looking:${place}`;
    if (this.#isCaller) return;
    // Held until the tab is closed.
    void navigator.locks.request(this.#caller, () => {
      this.#isCaller = true;
      return new Promise(() => {});
    });
  }

  /** Tells other tabs whether the user looks at this one. */
  look(on: boolean): void {
    this.#leave?.();
    this.#leave = null;
    if (!on || !('locks' in navigator)) return;
    const left = new Promise<void>((leave) => {
      this.#leave = leave;
    });
    void navigator.locks.request(this.#looking, { mode: 'shared' }, () => left);
  }

  /** Whether this tab should notify: it is elected, and the user looks at no tab. */
  async isElected(): Promise<boolean> {
    if (!this.#isCaller) return false;
    if (!('locks' in navigator)) return true;
    const { held = [] } = await navigator.locks.query();
    return !held.some(({ name }) => name === this.#looking);
  }
}
