import { effect } from '@preact/signals';
import { messageIn } from '../ui/message-link.ts';
import { pointTo } from '../ui/point-to.ts';
import type { RoomModel } from '../ui/room-model.ts';

/** Goes to the message that the page's address names, now and whenever it names another. */
export function followLinks(room: RoomModel): void {
  const follow = () => {
    const id = messageIn(location.hash);
    if (id === null) return;
    const stop = effect(() => {
      if (room.state.value.at !== 'live') return;
      queueMicrotask(() => {
        stop();
        void pointTo(room, id);
      });
    });
  };
  addEventListener('hashchange', follow);
  follow();
}
