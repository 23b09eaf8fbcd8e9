/**
 * Replaces a part of a field's text, and fires `input`. It is done as if by keys, so that it can be
 * undone: a text that a script sets makes the next undo mix it with older ones.
 */
export function replaceText(
  area: HTMLTextAreaElement,
  text: string,
  from = area.selectionStart,
  to = area.selectionEnd,
): void {
  area.setSelectionRange(from, to);
  // A command acts on whatever has the focus.
  if (area.matches(':focus') && document.execCommand(text ? 'insertText' : 'delete', false, text))
    return;
  area.setRangeText(text, from, to, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
