// Navigation to a message: by link, by quote, and back.

import { importWithRetry } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { findMessage, mayBeOlder } from './message-lookup.ts';
import { loadedMessage, shownTimeline } from './shown-timeline.ts';

/** Scrolls to a message. If it is not loaded, loads the history around it in one request. */
export async function jumpToMessage(room: RoomModel, id: string): Promise<void> {
  const shown = shownTimeline(room);
  const message = loadedMessage(room, id);
  shown.wanted = null;
  if (message) {
    if (!findMessage(shown.messages.value, id)) shown.show(null);
    room.jumpTarget.value = { id, seq: message.seq };
  } else if (mayBeOlder(room.messages.value, id)) {
    const { openAround } = await importWithRetry(() => import('./detached-timeline.ts'));
    await openAround(room, id);
  } else room.error.value = { code: 'not_found', message: '' };
}

/** Jumps to a quoted message. @param from the quoting message, to go back to. */
export function followQuote(room: RoomModel, id: string, from: string | undefined): Promise<void> {
  shownTimeline(room).cameFrom.value = from ?? null;
  return jumpToMessage(room, id);
}

/** Goes back to the message where the reader followed a quote. */
export function goBack(room: RoomModel): void {
  const { cameFrom } = shownTimeline(room);
  const from = cameFrom.value;
  cameFrom.value = null;
  if (from) void jumpToMessage(room, from);
}
