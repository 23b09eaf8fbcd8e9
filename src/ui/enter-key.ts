type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>;

/**
 * Whether this key sends the message. Enter that ends a composition (Japanese, Chinese, Korean …)
 * belongs to the input method: Safari ends the composition first, and tells by key code 229 alone.
 */
export const sends = ({ key, shiftKey, isComposing, keyCode }: Key): boolean =>
  key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
