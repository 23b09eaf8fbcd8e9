// The parts that one can read and write without for a moment. What they stand for, and how they are
// fetched; a page that has them all from the start says so by `loadParts`.
import type { AnswerProps } from './answer/answer.tsx';
import { later } from './later.tsx';
import { RichText } from './text.tsx';

export { RichText };

const onMessages = () => import('./on-messages.ts');
const quoting = () => import('./quoting.ts');
const fetchCompletion = () => import('./completion/suggestions.tsx');

/** An answer is what it says, until it can be said how it stands. */
export const Answer = later<AnswerProps>(
  () => import('./answer/answer.tsx').then(({ Answer }) => Answer),
  ({ room, message, children }) => (
    <RichText room={room} text={message.text}>
      {children}
    </RichText>
  ),
);
export const MessageActions = later(() => onMessages().then((parts) => parts.MessageActions));
export const Quote = later(() => quoting().then((parts) => parts.Quote));
export const Reactions = later(() => onMessages().then((parts) => parts.Reactions));
export const ReadBy = later(() => onMessages().then((parts) => parts.ReadBy));
export const Purpose = later(() => quoting().then((parts) => parts.Purpose));
export const Roster = later(() => import('./roster.tsx').then(({ Roster }) => Roster));
export const Announcer = later(() => import('./announcer.tsx').then(({ Announcer }) => Announcer));
export const Suggestions = later(() => fetchCompletion().then((parts) => parts.Suggestions));

/** Fetches them all, the most wanted first. */
export async function loadParts(): Promise<void> {
  const parts = [RichText, Answer, MessageActions, Quote, Reactions, ReadBy, Purpose];
  await Promise.all(parts.map((part) => part.load()));
  await Promise.all([Suggestions, Announcer, Roster].map((part) => part.load()));
}
