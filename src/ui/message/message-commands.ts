// Commands on a message, shared by buttons and keys. A failure is shown in the error banner.
import type { Ack, Message, Result } from '../../client/index.ts';
import type { RoomModel } from '../room/room-model.ts';
import { messageLink } from '../timeline/message-link.ts';

export const removeMessage = (room: RoomModel, message: Message): Promise<void> =>
  report(room, room.chat.remove(message.id));

/** The link to a message. */
export const linkTo = (room: RoomModel, { id }: Message): string =>
  messageLink(room.address.value, id);

async function report(room: RoomModel, command: Promise<Result<Ack>>): Promise<void> {
  const result = await command;
  if (!result.ok) room.error.value = result.fault;
}
