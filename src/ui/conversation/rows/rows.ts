// The rows of the list, from top to bottom: days, messages, and unconfirmed messages.
import type { Message, OutboxEntry } from '../../../client/index.ts';
import { dayOf } from '../../i18n/clock.ts';

export type Row = { readonly key: string } & (
  | { readonly kind: 'day'; readonly at: number }
  /** The unread messages begin here. */
  | { readonly kind: 'unread' }
  | ({ readonly kind: 'message'; readonly message: Message } & Grouped)
  | ({ readonly kind: 'pending'; readonly entry: OutboxEntry } & Grouped)
);

/** Whether a message is the first of its group: consecutive messages of one author. */
export type Grouped = { readonly first: boolean };

/** A longer pause starts a new group. */
const GROUP_MS = 5 * 60_000;

/** Pending changes are shown on their message; failed ones get a row of their own. */
const hasRow = ({ command, status }: OutboxEntry): boolean =>
  command.type === 'message' || status === 'failed';

/** @param unreadAfter the seq after which the unread divider is shown; `null` for no divider. */
export function rowsOf(
  messages: readonly Message[],
  outbox: readonly OutboxEntry[],
  youId: string | null,
  unreadAfter: number | null = null,
): Row[] {
  const rows: Row[] = [];
  let last: { userId: string | null; name: string; at: number; day: number } | undefined;
  let unread = unreadAfter;

  const place = (userId: string | null, name: string, at: number, isNew: boolean): boolean => {
    const day = dayOf(at);
    const sameDay = last?.day === day;
    if (!sameDay) rows.push({ kind: 'day', key: `day-${day}`, at });
    if (isNew) rows.push({ kind: 'unread', key: 'unread' });
    // A message is shown under the name it was sent with. The user's own messages show no name.
    const sameAuthor = last?.userId === userId && (userId === youId || last.name === name);
    const first = !sameDay || isNew || !sameAuthor || at - (last?.at ?? 0) > GROUP_MS;
    last = { userId, name, at, day };
    return first;
  };
  for (const message of messages) {
    const isNew = unread !== null && message.seq > unread;
    if (isNew) unread = null;
    const first = place(message.user.id, message.user.name, message.timestamp, isNew);
    rows.push({ kind: 'message', key: message.id, message, first });
  }
  for (const entry of outbox.filter(hasRow)) {
    const first = place(youId, '', Math.max(entry.queuedAt, last?.at ?? 0), false);
    rows.push({ kind: 'pending', key: entry.cid, entry, first });
  }
  return rows;
}
