// Ctrl+F6 moves the focus between the regions of the page; with Shift, backwards.
import { isInputMethodKey } from '../ui/keyboard/enter-key.ts';

/** The regions, in visual order. */
const REGIONS = '.head, #connection, .log, .foot, .people';
/** The first tab stop of a region gets the focus. */
const STOP = ':is(button, a, input, textarea, article):not([tabindex="-1"], :disabled)';

const isShown = (element: HTMLElement): boolean => element.checkVisibility();

/** Moves the focus to the next region, if the key is Ctrl+F6. */
export function focusNextRegion(event: KeyboardEvent): void {
  if (event.key !== 'F6' || !event.ctrlKey || isInputMethodKey(event)) return;
  event.preventDefault();
  const stops = [...document.querySelectorAll<HTMLElement>(REGIONS)].flatMap((part) => {
    const stop = [...part.querySelectorAll<HTMLElement>(STOP)].find(isShown);
    return stop ? [{ part, stop }] : [];
  });
  const at = stops.findIndex(({ part }) => part.contains(document.activeElement));
  const to = event.shiftKey ? Math.max(at, 0) - 1 : at + 1;
  stops.at(to % stops.length)?.stop.focus();
}
