import { isTyping } from './keyboard-focus.ts';

/**
 * Whether the user started to type while a menu or dialog was loading. It must not take the focus then.
 * The focus alone does not tell: a tap, or a click by voice control, leaves it in the field.
 * @param opened the element that was just rendered and does not have the focus yet.
 */
export function isTypingOutside(opened: Element): boolean {
  const { activeElement } = opened.getRootNode() as Document | ShadowRoot;
  return (
    isTyping && activeElement instanceof HTMLTextAreaElement && !opened.contains(activeElement)
  );
}
