type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'> &
  Partial<Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>>;

/** The kind of keyboard, learned from keys that only one kind sends. */
export const keyboard = { isHardware: false };

/**
 * Whether a key event belongs to an input method (Japanese, Chinese, Korean …) and must be ignored. Safari
 * ends the composition before the event of the key that ended it; only key code 229 reveals it.
 */
export const isInputMethodKey = ({
  isComposing,
  keyCode,
}: Pick<Key, 'isComposing' | 'keyCode'>): boolean => isComposing || keyCode === 229;

/** Whether Enter sends. On-screen keyboards have no other key for a new line. */
export const enterSends = (): boolean =>
  keyboard.isHardware || !matchMedia('(pointer: coarse)').matches;

/**
 * Whether this key event sends the message.
 * @param plain whether Enter alone sends; with Ctrl or Cmd it always does.
 */
export const sends = (event: Key, plain = true): boolean =>
  event.key === 'Enter' &&
  !event.shiftKey &&
  !isInputMethodKey(event) &&
  (plain || Boolean(event.ctrlKey || event.metaKey));
