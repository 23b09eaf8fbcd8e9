// F6 with Ctrl, as in other programs: from part to part of the page, with Shift the other way.
import { isInputMethodKey } from '../ui/keyboard/enter-key.ts';

/** The parts, in the order in which they stand. */
const PARTS = '.head, #connection, .log, .foot, .people';
/** What takes the focus in one: where Tab would stop first. */
const STOP = ':is(button, a, input, textarea, article):not([tabindex="-1"], :disabled)';

const isShown = (element: HTMLElement): boolean => element.checkVisibility();

/** Goes to the next part of the page, if that is what the key is for. */
export function goToNextPart(event: KeyboardEvent): void {
  if (event.key !== 'F6' || !event.ctrlKey || isInputMethodKey(event)) return;
  event.preventDefault();
  const stops = [...document.querySelectorAll<HTMLElement>(PARTS)].flatMap((part) => {
    const stop = [...part.querySelectorAll<HTMLElement>(STOP)].find(isShown);
    return stop ? [{ part, stop }] : [];
  });
  const at = stops.findIndex(({ part }) => part.contains(document.activeElement));
  const to = event.shiftKey ? Math.max(at, 0) - 1 : at + 1;
  stops.at(to % stops.length)?.stop.focus();
}
