type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'> &
  Partial<Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>>;

/** What the keyboard at hand is, where the page has seen keys that only one kind of it sends. */
export const keyboard = { isHardware: false };

/**
 * Whether a key belongs to an input method (Japanese, Chinese, Korean …), not to us. Safari ends the
 * composition before the key that ended it, and tells by key code 229 alone.
 */
export const isInputMethodKey = ({
  isComposing,
  keyCode,
}: Pick<Key, 'isComposing' | 'keyCode'>): boolean => isComposing || keyCode === 229;

/** Whether Enter sends. A keyboard on the screen has no other key for a new line. */
export const enterSends = (): boolean =>
  keyboard.isHardware || !matchMedia('(pointer: coarse)').matches;

/**
 * Whether this key sends the message.
 * @param plain whether Enter does by itself; with Ctrl or Cmd it does on every keyboard.
 */
export const sends = (event: Key, plain = true): boolean =>
  event.key === 'Enter' &&
  !event.shiftKey &&
  !isInputMethodKey(event) &&
  (plain || Boolean(event.ctrlKey || event.metaKey));
