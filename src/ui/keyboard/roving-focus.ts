// One stop for the Tab key among many things, and keys that go from one to the next.

/** The keys that move between messages, and by how many. */
const steps: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The same in a toolbar, where lines run from left to right. */
const barSteps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * What can be pressed in a message, but for its bar, which sees to itself. Wide code is not among it:
 * what scrolls must always be reached (axe, scrollable-region-focusable).
 */
const INNER = ':is(a, button):not(.bar *)';

/** Moves the focus from message to message. @returns whether the key was one of those. */
export function rove(list: HTMLElement, event: KeyboardEvent): boolean {
  return step([...list.querySelectorAll<HTMLElement>('article')], event, steps[event.key]);
}

/** Moves the focus from button to button. @returns whether the key was one of those. */
export function roveBar(bar: HTMLElement, event: KeyboardEvent): boolean {
  const by = barSteps[event.key];
  const turned = event.key.startsWith('Arrow') && getComputedStyle(bar).direction === 'rtl';
  return step(buttonsOf(bar), event, by !== undefined && turned ? -by : by);
}

/** The buttons of a bar, but for those of a menu that opens from it. */
const buttonsOf = (bar: HTMLElement): HTMLElement[] => [
  ...bar.querySelectorAll<HTMLElement>('button:not(.menu *)'),
];

function step(stops: HTMLElement[], { target }: KeyboardEvent, by: number | undefined): boolean {
  const at = stops.indexOf(target as HTMLElement);
  if (by === undefined || at < 0) return false;
  stops[Math.max(0, Math.min(stops.length - 1, at + by))]?.focus();
  return true;
}

/** Where the Tab key stops in the conversation: at one message of all, and at what is in it once asked. */
export class Stops {
  #stop: HTMLElement | null = null;
  /** The message that the Tab key was let into. */
  #open: HTMLElement | null = null;

  /** Makes one message a stop: the one in hand, else the newest. */
  keepOne(list: HTMLElement, inHand: HTMLElement | null = focusedIn(list)): void {
    const stop =
      inHand ?? list.lastElementChild?.lastElementChild?.querySelector('article') ?? null;
    if (stop !== this.#stop && this.#stop) this.#stop.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    this.#stop = stop;
    if (stop !== this.#open) this.shut();
  }

  /**
   * Lets the Tab key into the message in which it is pressed: what it finds there is drawn with a
   * tabindex of -1.
   */
  letTabInto({ key, target }: KeyboardEvent): void {
    const inHand = (target as Element).closest('article');
    if (key !== 'Tab' || !inHand) return;
    this.#open = inHand;
    for (const inner of inHand.querySelectorAll<HTMLElement>(INNER)) inner.tabIndex = 0;
  }

  /** Lets the Tab key past what is in the messages. */
  shut(): void {
    const inners = this.#open?.querySelectorAll<HTMLElement>(INNER) ?? [];
    for (const inner of inners) inner.tabIndex = -1;
    this.#open = null;
  }
}

/** The message in hand. Asked of the tree, since a search of all of them would take its time. */
function focusedIn(list: HTMLElement): HTMLElement | null {
  const { activeElement } = list.getRootNode() as Document | ShadowRoot;
  return list.contains(activeElement) ? (activeElement?.closest('article') ?? null) : null;
}

/** From what is in a message back to the message. @returns whether the key was for that. */
export function backOut({ key, target }: KeyboardEvent): boolean {
  const inHand = (target as Element).closest('article');
  if (key !== 'Escape' || !inHand || inHand === target) return false;
  inHand.focus();
  return true;
}

/** Makes one button of a toolbar a stop for the Tab key: the one in hand, else the first. */
export function keepOneButton(bar: HTMLElement, inHand?: EventTarget | null): void {
  const buttons = buttonsOf(bar);
  const stop = buttons.find((button) => button === inHand) ?? buttons[0];
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}
