// Finds messages by binary search: they are sorted by seq, and an id contains its seq.

import { indexOfSeq, parseMessageId } from '../../client/app/message-id.ts';
import type { Message } from '../../client/index.ts';

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
