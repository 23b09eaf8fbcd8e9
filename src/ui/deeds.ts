// What a person does to a message, from whatever button or key; a failure is told in words.
import type { Ack, Message, Result } from '../client/index.ts';
import { mayBeEarlier, messageOf } from './lookup.ts';
import { messageLink } from './message-link.ts';
import type { RoomModel } from './room-model.ts';

export const removeMessage = (room: RoomModel, message: Message): Promise<void> =>
  report(room, room.chat.remove(message.id));

/** Brings a message into view, loading as far back as it takes. */
export async function pointTo(room: RoomModel, id: string): Promise<void> {
  while (mayBeEarlier(room.messages.value, id)) {
    await room.chat.loadOlder();
    const { at } = room.older.value;
    if (at === 'failed' || at === 'start') break;
  }
  const message = messageOf(room.messages.value, id);
  if (message) room.pointed.value = { id, seq: message.seq };
  else room.problem.value = { code: 'not_found', message: '' };
}

/** Follows a quote. @param from the message that quotes, to come back to. */
export function followQuote(room: RoomModel, id: string, from: string | undefined): Promise<void> {
  room.cameFrom.value = from ?? null;
  return pointTo(room, id);
}

/** Goes back to where one was reading before one followed a quote. */
export function goBack(room: RoomModel): void {
  const from = room.cameFrom.value;
  room.cameFrom.value = null;
  if (from) void pointTo(room, from);
}

/** Where others find this message. */
export const linkTo = (room: RoomModel, { id }: Message): string =>
  messageLink(room.address.value, id);

async function report(room: RoomModel, deed: Promise<Result<Ack>>): Promise<void> {
  const done = await deed;
  if (!done.ok) room.problem.value = done.fault;
}
