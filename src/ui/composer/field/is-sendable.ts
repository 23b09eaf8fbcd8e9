import { showsSomething } from '../../../protocol/shows-something.ts';

/** Whether a room accepts a text of this length: one that shows something. */
export const isSendable = (text: string, textChars: number): boolean =>
  text.length <= textChars && showsSomething(text);
