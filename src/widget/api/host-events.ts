// Dispatches events about a room to the host page. Loaded after the chat.
import { effect } from '@preact/signals';
import { localReads } from '../../client/app/stored-reads.ts';
import { followUnread } from '../../client/unread.ts';
import { importWithRetry } from '../../ui/lazy/import-with-retry.ts';
import type { RoomModel } from '../../ui/room/room-model.ts';
import type { Events } from './public-names.ts';

/** Dispatches an event to the host page. @returns whether it was not canceled. */
export type Emit = <E extends keyof Events>(event: E, detail: Events[E]) => boolean;

type HostEventOptions = {
  /** The seq of the newest message that is not reported; `null` if the room was not reached yet. */
  readonly known: number | null;
  /** Whether the read position may be stored. */
  readonly persists: boolean;
  /** The shadow root of the chat. */
  readonly root: ShadowRoot;
};

/** Reports the current state to the host page, and every change. @returns stops it. */
export function emitHostEvents(
  room: RoomModel,
  { known, persists, root }: HostEventOptions,
  emit: Emit,
): () => void {
  const reads = localReads(room.address.peek());
  /** The seq of the last reported message. */
  let reported = known;
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
    room.unread.follow(followUnread(room.chat, persists ? reads : { ...reads, save() {} })),
    effect(() => {
      const state = room.state.value;
      emit('edgewise-connection', { state: state.at });
      if (state.at === 'refused') emit('edgewise-error', state.reason);
    }),
    effect(() => void emit('edgewise-presence', { online: room.presence.value.online })),
    effect(() => {
      const messages = room.messages.value;
      if (room.state.value.at !== 'live') return;
      const newest = messages.at(-1)?.seq ?? 0;
      const before = reported ?? newest;
      reported = Math.max(before, newest);
      const fresh = messages.slice(messages.findLastIndex(({ seq }) => seq <= before) + 1);
      for (const message of fresh) emit('edgewise-message', { message });
    }),
    effect(() => {
      // Before the first answer, which follows a message.
      if (room.assistant.value && room.messages.value.length > 0)
        void importWithRetry(() => import('../../ui/message/answer/answers.ts')).then(
          ({ answersIn }) => answersIn(room),
        );
    }),
    effect(() => void emit('edgewise-unread', { count: room.unread.count.value })),
  ];
  return () => {
    for (const end of ends) end();
  };
}
