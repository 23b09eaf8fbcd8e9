// What stands in the list, from top to bottom: days, messages, and what is not yet confirmed.
import type { Message, OutboxEntry } from '../client/index.ts';
import { dayOf } from './clock-words.ts';

/** A message of yours on its way. */
export type Pending = OutboxEntry & { readonly act: { readonly type: 'message' } };

export type Row = { readonly key: string } & (
  | { readonly kind: 'day'; readonly at: number }
  /** `first` opens a group: what one person said in one go. */
  | { readonly kind: 'message'; readonly message: Message; readonly first: boolean }
  | { readonly kind: 'pending'; readonly entry: Pending; readonly first: boolean }
);

/** Someone who is silent for longer begins anew. */
const GROUP_MS = 5 * 60_000;

const isMessage = (entry: OutboxEntry): entry is Pending => entry.act.type === 'message';

export function rowsOf(
  messages: readonly Message[],
  outbox: readonly OutboxEntry[],
  youId: string | null,
): Row[] {
  const rows: Row[] = [];
  let last: { userId: string | null; at: number } | undefined;

  const place = (userId: string | null, at: number): boolean => {
    const sameDay = last !== undefined && dayOf(last.at) === dayOf(at);
    if (!sameDay) rows.push({ kind: 'day', key: `day-${dayOf(at)}`, at });
    const first = !sameDay || last?.userId !== userId || at - last.at > GROUP_MS;
    last = { userId, at };
    return first;
  };
  for (const message of messages) {
    const first = place(message.user.id, message.timestamp);
    rows.push({ kind: 'message', key: message.id, message, first });
  }
  for (const entry of outbox.filter(isMessage)) {
    const first = place(youId, Math.max(entry.queuedAt, last?.at ?? 0));
    rows.push({ kind: 'pending', key: entry.cid, entry, first });
  }
  return rows;
}
