// Finds messages by binary search: they are sorted by seq, and an id contains its seq.

import { parseMessageId } from '../../client/app/message-id.ts';
import type { Message } from '../../client/index.ts';

/** @returns the index of the first message with this seq or a later one; the length if there is none. */
export function indexOfSeq(messages: readonly Message[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @returns the message with this id, if it is loaded. */
export function findMessage(messages: readonly Message[], id: string): Message | undefined {
  const place = parseMessageId(id);
  const found = place && messages[indexOfSeq(messages, place.seq)];
  return found?.id === id ? found : undefined;
}

/** Whether a message may be older than everything that is loaded. */
export function mayBeOlder(messages: readonly Message[], id: string): boolean {
  const [first] = messages;
  const sought = parseMessageId(id);
  if (!sought || !first) return sought !== null;
  return sought.epoch === parseMessageId(first.id)?.epoch && sought.seq < first.seq;
}
