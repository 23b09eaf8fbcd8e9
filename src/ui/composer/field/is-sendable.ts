import { hasVisibleText } from '../../../protocol/has-visible-text.ts';

/** Whether a room accepts a text: it is not too long, and not blank. */
export const isSendable = (text: string, textChars: number): boolean =>
  text.length <= textChars && hasVisibleText(text);
