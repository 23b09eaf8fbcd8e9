import { isTyping } from './keyboard-focus.ts';

/**
 * Whether the user has gone on to write while a menu or dialog was being loaded. It must not take their
 * keys then. The focus alone does not tell: a tap, or a click by voice control, leaves it in the field.
 * @param late what has just been drawn, and has not got the focus yet.
 */
export function isTypingOutside(late: Element): boolean {
  const { activeElement } = late.getRootNode() as Document | ShadowRoot;
  return isTyping && activeElement instanceof HTMLTextAreaElement && !late.contains(activeElement);
}
