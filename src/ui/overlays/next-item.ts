/**
 * The item that a key moves the focus to.
 * @param names the labels of the items.
 * @param at the index of the focused item; -1 for none.
 * @returns the index of the item to focus; `null` if the key does not move the focus.
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
  // Starts after the focused item and wraps, so that repeated letters reach all matches.
  const order = names.map((_, step) => (Math.max(at, 0) + 1 + step) % length);
  return order.find((index) => names[index]?.toLocaleLowerCase().startsWith(typed)) ?? null;
}
