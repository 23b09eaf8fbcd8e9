const FIELDS = 'textarea, input:not([type="checkbox"]), [contenteditable]';

/**
 * Whether the user has gone on to write somewhere while a menu or dialog was being loaded. It must not
 * take their keys then. On a touch screen a tap on a button leaves the focus in the field, so the
 * focus says nothing there.
 * @param late what has just been drawn, and has not got the focus yet.
 */
export function isWritingOutside(late: Element): boolean {
  if (matchMedia('(pointer: coarse)').matches) return false;
  const roots = [late.getRootNode() as Document | ShadowRoot, document];
  return roots.some(
    ({ activeElement }) => activeElement?.matches(FIELDS) && !late.contains(activeElement),
  );
}
