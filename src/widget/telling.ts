// What the page is told of a room, by events. Its code comes behind the chat.
import { effect } from '@preact/signals';
import { storedReads } from '../client/storage.ts';
import { followUnread } from '../client/unread.ts';
import { importWithRetry } from '../ui/lazy/import-with-retry.ts';
import type { RoomModel } from '../ui/room/room-model.ts';
import type { Events } from './names.ts';

/** Tells the page. @returns whether it lets things go on. */
export type Emit = <E extends keyof Events>(event: E, detail: Events[E]) => boolean;

type Stand = {
  /** The seq of the newest message that is no news; `null` where the room has yet to be reached. */
  readonly known: number | null;
  /** Whether the browser may keep how far was read. */
  readonly keeps: boolean;
  /** What the chat is drawn in. */
  readonly root: ShadowRoot;
};

/** Tells the page how things are, and whenever they change. @returns ends it. */
export function tellPage(room: RoomModel, { known, keeps, root }: Stand, emit: Emit): () => void {
  const reads = storedReads(room.address.peek());
  /** Up to where the page was told of messages. */
  let told = known;
  const onClick = (event: Event) => {
    const link = event
      .composedPath()
      .find((at) => at instanceof HTMLAnchorElement && at.closest('.text'));
    if (!link) return;
    if (!emit('edgewise-linkclick', { href: `${link}` })) event.preventDefault();
  };
  root.addEventListener('click', onClick);
  const ends = [
    () => root.removeEventListener('click', onClick),
    room.unread.follow(followUnread(room.chat, keeps ? reads : { ...reads, save() {} })),
    effect(() => {
      const link = room.state.value;
      emit('edgewise-connection', { state: link.at });
      if (link.at === 'refused') emit('edgewise-error', link.reason);
    }),
    effect(() => void emit('edgewise-presence', { online: room.presence.value.online })),
    effect(() => {
      const messages = room.messages.value;
      if (room.state.value.at !== 'live') return;
      const newest = messages.at(-1)?.seq ?? 0;
      const before = told ?? newest;
      told = Math.max(before, newest);
      const fresh = messages.slice(messages.findLastIndex(({ seq }) => seq <= before) + 1);
      for (const message of fresh) emit('edgewise-message', { message });
    }),
    effect(() => {
      // Ahead of the first answer, which follows a message.
      if (room.assistant.value && room.messages.value.length > 0)
        void importWithRetry(() => import('../ui/message/answer/answers.ts')).then(
          ({ answersIn }) => answersIn(room),
        );
    }),
    effect(() => void emit('edgewise-unread', { count: room.unread.count.value })),
  ];
  return () => {
    for (const end of ends) end();
  };
}
