import { effect } from '@preact/signals';
import type { RoomModel } from '../ui/room/room-model.ts';

/** Shows the room and its unread count in the page's title. */
export function updateTitle(room: RoomModel): void {
  effect(() => {
    const unread = room.unread.count.value;
    const count = unread > 0 ? `(${room.words.grammar.count(unread)}) ` : '';
    document.title = `${count}${room.name} · Edgewise`;
  });
}
