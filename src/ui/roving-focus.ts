/** The keys that move between messages, and by how many. */
const steps: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

const stops = (list: HTMLElement): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>('article'),
];

/** Moves the focus from message to message. @returns whether the key was one of those. */
export function rove(list: HTMLElement, event: KeyboardEvent): boolean {
  const step = steps[event.key];
  const all = stops(list);
  const at = all.indexOf(event.target as HTMLElement);
  if (step === undefined || at < 0) return false;
  const to = Math.max(0, Math.min(all.length - 1, at + step));
  all[to]?.focus();
  return true;
}

/** Makes one message of all a stop for the Tab key: the one in hand, else the newest. */
export function keepOneStop(list: HTMLElement, inHand?: HTMLElement): void {
  const newest = list.querySelector<HTMLElement>('li:last-child > article');
  const stop = inHand ?? list.querySelector<HTMLElement>('article:focus-within') ?? newest;
  for (const one of list.querySelectorAll<HTMLElement>('article[tabindex="0"]')) one.tabIndex = -1;
  if (stop) stop.tabIndex = 0;
}
