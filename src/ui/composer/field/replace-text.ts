/**
 * Replaces part of a field's text and fires `input`. It uses an editing command, so that the change can be
 * undone: setting the value directly would corrupt the undo history.
 */
export function replaceText(
  area: HTMLTextAreaElement,
  text: string,
  from = area.selectionStart,
  to = area.selectionEnd,
): void {
  area.setSelectionRange(from, to);
  // Commands act on the focused element.
  if (area.matches(':focus') && document.execCommand(text ? 'insertText' : 'delete', false, text))
    return;
  area.setRangeText(text, from, to, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
