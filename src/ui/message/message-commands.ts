// What a person does to a message, from whatever button or key; a failure is told in words.
import type { Ack, Message, Result } from '../../client/index.ts';
import type { RoomModel } from '../room/room-model.ts';
import { messageLink } from '../timeline/message-link.ts';

export const removeMessage = (room: RoomModel, message: Message): Promise<void> =>
  report(room, room.chat.remove(message.id));

/** Where others find this message. */
export const linkTo = (room: RoomModel, { id }: Message): string =>
  messageLink(room.address.value, id);

async function report(room: RoomModel, deed: Promise<Result<Ack>>): Promise<void> {
  const done = await deed;
  if (!done.ok) room.problem.value = done.fault;
}
