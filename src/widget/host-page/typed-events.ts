// Part of the first file, so that typing right after opening does not trigger the page's shortcuts.
const TYPES = 'keydown keypress keyup input paste'.split(' ');
/** Elements that take typed text. */
export const EDITABLE = 'input, textarea, select, [contenteditable]';

/**
 * Hides typing in the chat from the page. Retargeted to the host element, it would look as if it happened
 * outside of any field, and trigger the page's shortcuts.
 */
export function keepTypedEvents(root: ShadowRoot, signal: AbortSignal): void {
  for (const type of TYPES)
    root.addEventListener(
      type,
      (event) => (event.composedPath()[0] as Element).matches(EDITABLE) && event.stopPropagation(),
      { signal },
    );
}
