// Assigns colors to people, distinct for those who are online as long as there are enough colors.
import { computed } from '@preact/signals';
import { perRoom } from '../../room/per-room.ts';

/** OKLCH hues in order; avatar.css gives all the same lightness and chroma. */
export const HUES = [20, 48, 78, 115, 148, 190, 230, 265, 305, 345] as const;

/** The cost of a color for each person who has it or a neighboring one. */
const COST = { takenHere: 1_000_000, takenByOthers: 100, besideHere: 1 };

/** Assigns a color to each person. People keep theirs while they are online. */
export class UserColors {
  readonly #colors = new Map<string, number>();
  #here: ReadonlySet<string> = new Set();

  /** Updates who is online. People who return and find their color taken get another. */
  update(here: Iterable<string>): void {
    const all = new Set(here);
    const stayed = new Set([...all].filter((id) => this.#here.has(id)));
    const settled = new Set(stayed);
    this.#here = settled;
    for (const id of all) {
      if (stayed.has(id)) continue;
      const color = this.#colors.get(id);
      if (color !== undefined && this.#isTakenHere(color)) this.#colors.delete(id);
      this.indexOf(id);
      settled.add(id);
    }
  }

  /** The index of a person's color in `HUES`. */
  indexOf(id: string): number {
    const known = this.#colors.get(id);
    if (known !== undefined) return known;
    const color = this.#cheapestFrom(hash(id) % HUES.length);
    this.#colors.set(id, color);
    return color;
  }

  #isTakenHere(color: number): boolean {
    return [...this.#here].some((id) => this.#colors.get(id) === color);
  }

  /** The cheapest color; among equals the first from `favorite` on. */
  #cheapestFrom(favorite: number): number {
    const costs = HUES.map(() => 0);
    const add = (color: number, cost: number) => {
      const at = (color + HUES.length) % HUES.length;
      costs[at] = (costs[at] ?? 0) + cost;
    };
    for (const [id, color] of this.#colors) {
      const isHere = this.#here.has(id);
      add(color, isHere ? COST.takenHere : COST.takenByOthers);
      if (isHere) for (const step of [-1, 1]) add(color + step, COST.besideHere);
    }
    // Steps of three reach all ten and avoid neighbors.
    const order = HUES.map((_, turn) => (favorite + 3 * turn) % HUES.length);
    return order.reduce((best, one) => ((costs[one] ?? 0) < (costs[best] ?? 0) ? one : best));
  }
}

function hash(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) >>> 0;
  return sum;
}

/** The hues of a room's people: a function from user id to hue in degrees, kept up to date. */
export const userHuesIn = perRoom(({ presence }) => {
  const colors = new UserColors();
  return computed(() => {
    colors.update((presence.value.members ?? []).map(({ id }) => id));
    return (id: string): number => HUES[colors.indexOf(id)] ?? 0;
  });
});
