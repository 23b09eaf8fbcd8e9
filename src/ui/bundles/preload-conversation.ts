import {
  CharactersLeft,
  ComposerContextBar,
  FieldBehavior,
  FieldTools,
  Suggestions,
} from '../composer/lazy-views.ts';
import { DeliveryStatus, FailedDelivery } from '../message/delivery/lazy-views.ts';
import { Answer, PendingRow, Quote, Reactions, ReadBy } from '../message/lazy-views.tsx';
import { AssistantBadge, Avatar, NameSuffix } from '../people/lazy-views.ts';
import { RichText } from '../rich-text/lazy-rich-text.tsx';
import { ErrorBanner, OutboxStatus, StatusLine, TypingIndicator } from '../status/lazy-views.ts';

const VIEWS = [
  CharactersLeft,
  ComposerContextBar,
  FieldBehavior,
  FieldTools,
  Suggestions,
  DeliveryStatus,
  FailedDelivery,
  Answer,
  PendingRow,
  Quote,
  Reactions,
  ReadBy,
  AssistantBadge,
  Avatar,
  NameSuffix,
  RichText,
  ErrorBanner,
  OutboxStatus,
  StatusLine,
  TypingIndicator,
];

/**
 * Loads everything that a conversation may render, so that nothing appears late. The list of people and
 * the announcer are not part of it.
 */
export async function preloadConversation(): Promise<void> {
  await Promise.all(VIEWS.map((view) => view.load()));
}
