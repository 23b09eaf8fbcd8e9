// What stands in the list, from top to bottom: days, messages, and what is not yet confirmed.
import type { Message, OutboxEntry } from '../../../client/index.ts';
import { dayOf } from '../../i18n/clock.ts';

export type Row = { readonly key: string } & (
  | { readonly kind: 'day'; readonly at: number }
  /** What one had not seen yet begins here. */
  | { readonly kind: 'unread' }
  | ({ readonly kind: 'message'; readonly message: Message } & Grouped)
  | ({ readonly kind: 'pending'; readonly entry: OutboxEntry } & Grouped)
);

/** Whether it is the first of its group: what one person said in one go. */
export type Grouped = { readonly first: boolean };

/** Someone who is silent for longer begins anew. */
const GROUP_MS = 5 * 60_000;

/** Changes to other messages show on those; here only what became of them when nobody was told. */
const hasRow = ({ command, status }: OutboxEntry): boolean =>
  command.type === 'message' || status === 'failed';

/** @param unreadAfter the seq behind which a line says that the rest is new; `null` for none. */
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
    // Each message stands under the name that it was sent with. One's own have none.
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
