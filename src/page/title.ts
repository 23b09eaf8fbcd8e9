import { effect } from '@preact/signals';
import type { RoomModel } from '../ui/room/room-model.ts';

/** Names the room in the page's title, and how much of it is unread. */
export function keepTitle(room: RoomModel): void {
  effect(() => {
    const unread = room.unread.count.value;
    const count = unread > 0 ? `(${room.words.grammar.count(unread)}) ` : '';
    document.title = `${count}${room.name} · Edgewise`;
  });
}
