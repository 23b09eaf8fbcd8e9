/** Whether a key was pressed since something was last clicked, by hand or by a program. */
export let isTyping = false;

/**
 * Marks the field that has got the focus by a key, for the ring around it. Of text fields, browsers say
 * `:focus-visible` also where somebody has clicked into one.
 * @returns what ends it.
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
        // A key that presses a button clicks as well.
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
