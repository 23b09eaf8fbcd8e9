// The parts that one can read and write without for a moment. What they stand for, and how they are
// fetched; a page that wants them all from the start says so by `loadParts`.
import type { AnswerProps } from './answer/answer.tsx';
import { AssistantBadge, Avatar, NameMark } from './avatar/lazy.ts';
import { fetchLines } from './fetch-lines.ts';
import { fetchOnMessages } from './fetch-on-messages.ts';
import { later } from './later.tsx';
import { RichText } from './text.tsx';

export { Fate, Unsent } from './delivery-parts.ts';
export { AssistantBadge, Avatar, NameMark, RichText };

const quoting = () => import('./quoting.ts');
const fetchCompletion = () => import('./completion/suggestions.tsx');

/** An answer is what it says, until it can be said how it stands. */
export const Answer = later(
  () => import('./answer/answer.tsx'),
  'Answer',
  ({ room, message, children }: AnswerProps) => (
    <RichText room={room} text={message.text}>
      {children}
    </RichText>
  ),
);
export const Quote = later(quoting, 'Quote');
export const Reactions = later(fetchOnMessages, 'Reactions');
export const ReadBy = later(fetchOnMessages, 'ReadBy');
export const FieldTools = later(() => import('./field-tools.tsx'), 'FieldTools');
export const Purpose = later(quoting, 'Purpose');
export const PendingRow = later(quoting, 'PendingRow');
export const Roster = later(() => import('./roster.tsx'), 'Roster');
export const Announcer = later(() => import('./announcer.tsx'), 'Announcer');
export const Suggestions = later(fetchCompletion, 'Suggestions');
export const CharactersLeft = later(fetchLines, 'CharactersLeft');
export const Pills = later(fetchLines, 'Pills');
export const Problem = later(fetchLines, 'Problem');
export const StatusLine = later(fetchLines, 'StatusLine');
export const TypingLine = later(fetchLines, 'TypingLine');
export const WaitingLine = later(fetchLines, 'WaitingLine');
export const Writing = later(fetchLines, 'Writing');
