import { effect } from '@preact/signals';
import type { RoomModel } from '../../ui/room/room-model.ts';
import { jumpToMessage } from '../../ui/timeline/jump-to-message.ts';
import { messageIdIn } from '../../ui/timeline/message-link.ts';

/** Jumps to the message in the URL's hash, now and whenever the hash changes. */
export function followMessageHash(room: RoomModel): void {
  const follow = () => {
    const id = messageIdIn(location.hash);
    if (id === null) return;
    const stop = effect(() => {
      if (room.state.value.at !== 'live') return;
      queueMicrotask(() => {
        stop();
        void jumpToMessage(room, id);
      });
    });
  };
  addEventListener('hashchange', follow);
  follow();
}
