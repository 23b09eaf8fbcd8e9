/** How many colours people are told apart by; the style sheet has as many. */
export const HUES = 10;

/** Gives every person a colour: their favourite, or one that is further from those in use. */
export class Voices {
  readonly #hues = new Map<string, number>();

  /** @returns the same for the same id, as long as this lives. */
  hueOf(id: string): number {
    const known = this.#hues.get(id);
    if (known !== undefined) return known;
    const hue = this.#free(favourite(id), 2) ?? this.#free(favourite(id), 1) ?? favourite(id);
    this.#hues.set(id, hue);
    return hue;
  }

  /** The first hue from `first` on that stands so many steps of the circle apart from all in use. */
  #free(first: number, apart: number): number | undefined {
    // By threes, which reaches all ten, and never a neighbour next.
    const turns = Array.from({ length: HUES }, (_, turn) => (first + 3 * turn) % HUES);
    return turns.find((hue) =>
      [...this.#hues.values()].every((used) => {
        const steps = Math.abs(used - hue);
        return Math.min(steps, HUES - steps) >= apart;
      }),
    );
  }
}

function favourite(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return hash % HUES;
}
