/**
 * Where a key moves the focus in a menu.
 * @param names what the items are called, in their order.
 * @param at the item that has the focus; -1 where none has.
 * @returns the index of the item to focus; `null` for a key that moves nothing.
 */
export function nextItem(names: readonly string[], at: number, key: string): number | null {
  const { length } = names;
  if (length === 0) return null;
  const stops: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % length,
    ArrowUp: (Math.max(at, 0) - 1 + length) % length,
    Home: 0,
    End: length - 1,
  };
  const stop = stops[key];
  if (stop !== undefined) return stop;
  if (key.length !== 1 || key === ' ') return null;
  const typed = key.toLocaleLowerCase();
  // From the item behind this one on, and around, so that the same letter reaches all of them.
  const order = names.map((_, step) => (Math.max(at, 0) + 1 + step) % length);
  return order.find((index) => names[index]?.toLocaleLowerCase().startsWith(typed)) ?? null;
}
