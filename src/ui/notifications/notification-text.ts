import type { Message } from '../../client/index.ts';
import type { Words } from '../i18n/language.ts';

/** With more senders, the title contains only the number of messages. */
const MOST_SENDERS = 3;

export type NotificationText = { readonly title: string; readonly body: string };

/**
 * The text of a notification: the senders, the number of messages if there are several, and the newest text.
 * @param messages at least one, oldest first.
 * @param plain converts a message's text to plain text, cut to a length for notifications.
 */
export function notificationText(
  messages: readonly [Message, ...Message[]],
  plain: (text: string) => string,
  { grammar, newBelow }: Words,
): NotificationText {
  const newest = messages.at(-1) ?? messages[0];
  const senders = [...new Set(messages.map(({ user }) => user.name))];
  const text = plain(newest.text);
  const who = senders.length > MOST_SENDERS ? [] : [grammar.list(senders)];
  const count = messages.length > 1 ? [newBelow(messages.length)] : [];
  return {
    title: [...who, ...count].join(' · '),
    body: senders.length > 1 ? `${newest.user.name}: ${text}` : text,
  };
}
