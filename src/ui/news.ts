import type { Message } from '../client/index.ts';
import type { Words } from './languages/language.ts';

/** Long texts are cut: who wants to hear them goes to them. */
const READ_OUT_CHARS = 200;

/**
 * What to announce of the messages after a seq.
 * @returns the text, `null` for silence, and up to where it has been told.
 */
export function newsFor(
  messages: readonly Message[],
  after: number,
  youId: string | null,
  words: Words,
): { readonly text: string | null; readonly upTo: number } {
  const fresh: Message[] = [];
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i];
    if (!message || message.seq <= after) break;
    if (message.user.id !== youId && !message.deleted) fresh.push(message);
  }
  const upTo = Math.max(after, messages.at(-1)?.seq ?? 0);
  const [newest] = fresh;
  if (!newest) return { text: null, upTo };
  const text = newest.text.slice(0, READ_OUT_CHARS);
  return { text: words.announce(fresh.length, newest.user.name, text), upTo };
}
