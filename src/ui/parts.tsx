// The parts that one can read and write without for a moment. What they stand for, and how they are
// fetched; a page that wants them all from the start says so by `loadParts`.
import type { AnswerProps } from './answer/answer.tsx';
import { AssistantBadge, Avatar, NameMark } from './avatar/lazy.ts';
import { fetchLines } from './fetch-lines.ts';
import { fetchOnMessages } from './fetch-on-messages.ts';
import { lazyView } from './lazy/lazy-view.tsx';
import { RichText } from './text.tsx';

export { Fate, Unsent } from './delivery-parts.ts';
export { AssistantBadge, Avatar, NameMark, RichText };

const quoting = () => import('./quoting.ts');
const fetchCompletion = () => import('./completion/suggestions.tsx');

/** An answer is what it says, until it can be said how it stands. */
export const Answer = lazyView(
  () => import('./answer/answer.tsx'),
  'Answer',
  ({ room, message, children }: AnswerProps) => (
    <RichText room={room} text={message.text}>
      {children}
    </RichText>
  ),
);
export const Quote = lazyView(quoting, 'Quote');
export const Reactions = lazyView(fetchOnMessages, 'Reactions');
export const ReadBy = lazyView(fetchOnMessages, 'ReadBy');
export const FieldTools = lazyView(() => import('./field-tools.tsx'), 'FieldTools');
export const Purpose = lazyView(quoting, 'Purpose');
export const PendingRow = lazyView(quoting, 'PendingRow');
export const Roster = lazyView(() => import('./roster.tsx'), 'Roster');
export const Announcer = lazyView(() => import('./announcer.tsx'), 'Announcer');
export const Suggestions = lazyView(fetchCompletion, 'Suggestions');
export const CharactersLeft = lazyView(fetchLines, 'CharactersLeft');
export const Pills = lazyView(fetchLines, 'Pills');
export const Problem = lazyView(fetchLines, 'Problem');
export const StatusLine = lazyView(fetchLines, 'StatusLine');
export const TypingLine = lazyView(fetchLines, 'TypingLine');
export const WaitingLine = lazyView(fetchLines, 'WaitingLine');
export const Writing = lazyView(fetchLines, 'Writing');
