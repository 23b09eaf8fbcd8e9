// The parts that one can read and write without for a moment. What they stand for, and how they are
// fetched; a page that has them all from the start says so by `loadParts`.
import type { ComponentChildren, JSX } from 'preact';
import { later } from './later.tsx';
import type { RoomModel } from './room-model.ts';

type TextProps = { room: RoomModel; text: string; children?: ComponentChildren };

/** A text as it was typed, until its marks can be read. */
const PlainText = ({ text, children }: TextProps): JSX.Element => (
  <p class="text" dir="auto">
    {text}
    {children && ' '}
    {children}
  </p>
);

const onMessages = () => import('./on-messages.ts');
const quoting = () => import('./quoting.ts');
const fetchCompletion = () => import('./completion/suggestions.tsx');

export const RichText = later<TextProps>(
  () => import('./rich-text/rich-text.tsx').then(({ RichText }) => RichText),
  PlainText,
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
  const parts = [RichText, MessageActions, Quote, Reactions, ReadBy, Purpose];
  await Promise.all(parts.map((part) => part.load()));
  await Promise.all([Suggestions, Announcer, Roster].map((part) => part.load()));
}
