// Roving tabindex: one tab stop among many elements, and keys that move between them.

/** Keys that move between messages, and by how many. */
const steps: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The same in a left-to-right toolbar. */
const barSteps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Links and buttons in a message, except for its toolbar, which has its own roving focus. Scrollable code
 * is not included: it must always be a tab stop (axe, scrollable-region-focusable).
 */
const INNER = ':is(a, button):not(.bar *)';

/** Moves the focus between messages. @returns whether the key was handled. */
export function rove(list: HTMLElement, event: KeyboardEvent): boolean {
  return step([...list.querySelectorAll<HTMLElement>('article')], event, steps[event.key]);
}

/** Moves the focus between buttons. @returns whether the key was handled. */
export function roveBar(bar: HTMLElement, event: KeyboardEvent): boolean {
  const by = barSteps[event.key];
  const turned = event.key.startsWith('Arrow') && getComputedStyle(bar).direction === 'rtl';
  return step(buttonsOf(bar), event, by !== undefined && turned ? -by : by);
}

/** The buttons of a toolbar, except for those in a menu that it opens. */
const buttonsOf = (bar: HTMLElement): HTMLElement[] => [
  ...bar.querySelectorAll<HTMLElement>('button:not(.menu *)'),
];

function step(stops: HTMLElement[], { target }: KeyboardEvent, by: number | undefined): boolean {
  const at = stops.indexOf(target as HTMLElement);
  if (by === undefined || at < 0) return false;
  stops[Math.max(0, Math.min(stops.length - 1, at + by))]?.focus();
  return true;
}

/** The tab stops of the conversation: one message and, once Tab is pressed in it, what is inside. */
export class Stops {
  #stop: HTMLElement | null = null;
  /** The message whose inner elements are tab stops. */
  #open: HTMLElement | null = null;

  /** Makes one message a tab stop: the focused one, else the newest. */
  keepOne(list: HTMLElement, inHand: HTMLElement | null = focusedIn(list)): void {
    const stop =
      inHand ?? list.lastElementChild?.lastElementChild?.querySelector('article') ?? null;
    if (stop !== this.#stop && this.#stop) this.#stop.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    this.#stop = stop;
    if (stop !== this.#open) this.shut();
  }

  /**
   * When Tab is pressed in a message, makes its inner elements tab stops. They are rendered with a tabindex
   * of -1.
   */
  letTabInto({ key, target }: KeyboardEvent): void {
    const inHand = (target as Element).closest('article');
    if (key !== 'Tab' || !inHand) return;
    this.#open = inHand;
    for (const inner of inHand.querySelectorAll<HTMLElement>(INNER)) inner.tabIndex = 0;
  }

  /** Takes the inner elements out of the tab order again. */
  shut(): void {
    const inners = this.#open?.querySelectorAll<HTMLElement>(INNER) ?? [];
    for (const inner of inners) inner.tabIndex = -1;
    this.#open = null;
  }
}

/** The focused message. Found from the active element: searching all messages would be slow. */
function focusedIn(list: HTMLElement): HTMLElement | null {
  const { activeElement } = list.getRootNode() as Document | ShadowRoot;
  return list.contains(activeElement) ? (activeElement?.closest('article') ?? null) : null;
}

/** On Escape, moves the focus from inside a message to the message. @returns whether it did. */
export function backOut({ key, target }: KeyboardEvent): boolean {
  const inHand = (target as Element).closest('article');
  if (key !== 'Escape' || !inHand || inHand === target) return false;
  inHand.focus();
  return true;
}

/** Makes one button of a toolbar a tab stop: the focused one, else the first. */
export function keepOneButton(bar: HTMLElement, inHand?: EventTarget | null): void {
  const buttons = buttonsOf(bar);
  const stop = buttons.find((button) => button === inHand) ?? buttons[0];
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}
