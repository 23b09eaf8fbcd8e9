// What stands in the list, from top to bottom: days, messages, and what is not yet confirmed.
import type { Message, OutboxEntry } from '../client/index.ts';
import { dayOf } from './languages/clock.ts';

export type Row = { readonly key: string } & (
  | { readonly kind: 'day'; readonly at: number }
  /** `first` opens a group: what one person said in one go. */
  | { readonly kind: 'message'; readonly message: Message; readonly first: boolean }
  | { readonly kind: 'pending'; readonly entry: OutboxEntry; readonly first: boolean }
);

/** Someone who is silent for longer begins anew. */
const GROUP_MS = 5 * 60_000;

/** Changes to other messages show on those; here only what became of them when nobody was told. */
const hasRow = ({ act, status }: OutboxEntry): boolean =>
  act.type === 'message' || status === 'failed';

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
  for (const entry of outbox.filter(hasRow)) {
    const first = place(youId, Math.max(entry.queuedAt, last?.at ?? 0));
    rows.push({ kind: 'pending', key: entry.cid, entry, first });
  }
  return rows;
}
