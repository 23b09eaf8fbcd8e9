// The timeline that the list shows: the live one up to the newest message, or a detached part of the history
// after following a link or quote.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Message, Older } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';
import type { RoomModel } from '../room/room-model.ts';
import { findMessage } from './message-lookup.ts';

/** A part of the history that does not reach the newest message: see detached-timeline.ts. */
export type Detached = {
  /** The seq of the message that it was loaded around. */
  readonly seq: number;
  readonly messages: ReadonlySignal<readonly Message[]>;
  readonly older: ReadonlySignal<Older>;
  readonly loadOlder: () => Promise<void>;
  readonly loadNewer: () => Promise<void>;
  readonly end: () => void;
};

export const shownTimeline = perRoom((room) => {
  const detached = signal<Detached | null>(null);
  return {
    detached: detached as ReadonlySignal<Detached | null>,
    messages: computed(() => detached.value?.messages.value ?? room.messages.value),
    older: computed(() => detached.value?.older.value ?? room.older.value),
    loadOlder: () => detached.peek()?.loadOlder() ?? room.chat.loadOlder(),
    /** The message where the reader followed a quote. */
    cameFrom: signal<string | null>(null),
    /** The jump target that is being loaded. Results for other targets are ignored. */
    wanted: null as string | null,
    /** Shows a detached timeline, or the live one for `null`. */
    show(next: Detached | null) {
      this.wanted = null;
      detached.peek()?.end();
      detached.value = next;
    },
  };
});

/** @returns the loaded message with this id, from either timeline. */
export function loadedMessage(room: RoomModel, id: string): Message | undefined {
  const { messages } = shownTimeline(room);
  return findMessage(messages.value, id) ?? findMessage(room.messages.value, id);
}
