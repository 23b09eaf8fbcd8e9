// Part of the first file: whoever types at once must not set off the page's shortcuts.
const TYPES = 'keydown keypress keyup input paste'.split(' ');
/** What one types in. */
export const EDITABLE = 'input, textarea, select, [contenteditable]';

/**
 * Keeps what is typed in the chat from the page: there it seems to come from an element that nobody
 * types in, so the page's shortcuts would answer to words.
 */
export function keepTypedEvents(root: ShadowRoot, signal: AbortSignal): void {
  for (const type of TYPES)
    root.addEventListener(
      type,
      (event) => (event.composedPath()[0] as Element).matches(EDITABLE) && event.stopPropagation(),
      { signal },
    );
}
