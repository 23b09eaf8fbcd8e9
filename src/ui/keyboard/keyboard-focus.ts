/** Whether the last interaction was a key press, not a click by hand or by a program. */
export let isTyping = false;

/**
 * Marks the field that was focused by keyboard, for its focus ring. For text fields, browsers match
 * `:focus-visible` even after a click.
 * @returns stops it.
 */
export function markKeyboardFocus(root: Document | ShadowRoot): () => void {
  let isByKey = false;
  const end = new AbortController();
  const early = { capture: true, signal: end.signal };
  for (const type of ['keydown', 'pointerdown', 'click'])
    addEventListener(
      type,
      () => {
        isTyping = type === 'keydown';
        // Activating a button by keyboard also fires a click.
        if (type !== 'click') isByKey = isTyping;
      },
      early,
    );
  root.addEventListener(
    'focusin',
    ({ target }) => (target as Element).closest('.field')?.toggleAttribute('data-ring', isByKey),
    early,
  );
  return () => end.abort();
}
