// What somebody writes for: something new, an answer, or another wording.
import type { Message } from '../client/index.ts';
import type { Composing, RoomModel } from './room-model.ts';

/** Writes into the composer, for that purpose. */
export function compose(room: RoomModel, composing: Composing): void {
  room.composing.value = composing;
  room.composerCalls.value++;
}

/** Changes a message; a text that was not accepted goes back into the composer. */
export async function editMessage(room: RoomModel, message: Message, text: string): Promise<void> {
  const edited = await room.chat.edit(message.id, text);
  if (edited.ok) return;
  room.problem.value = edited.fault;
  if (edited.fault.code !== 'message_deleted' && room.composing.value.at === 'new')
    compose(room, { at: 'edit', message: { ...message, text } });
}
