import type { Message } from '../../client/index.ts';
import { endingOf } from '../i18n/feature-words/answers.ts';
import type { Words } from '../i18n/language.ts';
import { allWords } from '../i18n/more-words/en.ts';
import { plainText } from '../rich-text/plain-text.ts';

export { loadPlainText } from '../rich-text/plain-text.ts';

/** Long texts are cut; they can be read in the list. */
const READ_OUT_CHARS = 200;

/** What has been announced so far. */
export type Announced = {
  /** Everything up to this seq has been announced. */
  readonly upTo: number;
  /** Unfinished answers. Each is announced once it has ended. */
  readonly awaited: ReadonlySet<string>;
};

/**
 * The announcement of new messages.
 * @returns the text, or `null` for none, and what has been announced with it.
 */
export function announcementFor(
  messages: readonly Message[],
  { upTo, awaited }: Announced,
  youId: string | null,
  words: Words,
): { readonly text: string | null; readonly heard: Announced } {
  const fresh = messages.filter(
    (message) =>
      !message.deleted &&
      !isAwaited(message) &&
      (awaited.has(message.id) || (message.seq > upTo && message.user.id !== youId)),
  );
  const heard = {
    upTo: Math.max(upTo, messages.at(-1)?.seq ?? 0),
    awaited: new Set(messages.filter(isAwaited).map(({ id }) => id)),
  };
  const newest = fresh.at(-1);
  if (!newest) return { text: null, heard };
  const ending = newest.assistant ? endingOf(words, newest.assistant) : null;
  const text = [plainText(newest.text, READ_OUT_CHARS), ending ?? ''].join(' ').trim();
  return { text: allWords(words).announce(fresh.length, newest.user.name, text), heard };
}

const isAwaited = ({ assistant }: Message): boolean =>
  assistant?.state === 'queued' || assistant?.state === 'running';
