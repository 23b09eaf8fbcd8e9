// What the list of messages draws from: the timeline up to the newest message, or a part of the history
// away from it, where a link or a quote has led.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Message, Older } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';
import type { RoomModel } from '../room/room-model.ts';
import { findMessage } from './message-lookup.ts';

/** A part of the history that does not reach the newest message: see detached-timeline.ts. */
export type Detached = {
  /** The seq of the message that it was loaded for. */
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
    /** The message at which somebody was reading before they followed a quote. */
    cameFrom: signal<string | null>(null),
    /** The message that somebody wants to go to while it is loaded; whatever comes for another is too late. */
    wanted: null as string | null,
    /** Shows a part of the history in place of whatever was shown; `null` for the newest messages. */
    show(next: Detached | null) {
      this.wanted = null;
      detached.peek()?.end();
      detached.value = next;
    },
  };
});

/** @returns the message with this id as it is known, wherever it is loaded. */
export function loadedMessage(room: RoomModel, id: string): Message | undefined {
  const { messages } = shownTimeline(room);
  return findMessage(messages.value, id) ?? findMessage(room.messages.value, id);
}
