// The ways to a message: by a link, by a quote, and back.

import { importWithRetry } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { findMessage, mayBeOlder } from './message-lookup.ts';
import { loadedMessage, shownTimeline } from './shown-timeline.ts';

/** Brings a message into view. Where it is not loaded, what stands around it is, in one request. */
export async function jumpToMessage(room: RoomModel, id: string): Promise<void> {
  const shown = shownTimeline(room);
  const message = loadedMessage(room, id);
  shown.wanted = null;
  if (message) {
    if (!findMessage(shown.messages.value, id)) shown.show(null);
    room.pointed.value = { id, seq: message.seq };
  } else if (mayBeOlder(room.messages.value, id)) {
    const { openAround } = await importWithRetry(() => import('./detached-timeline.ts'));
    await openAround(room, id);
  } else room.problem.value = { code: 'not_found', message: '' };
}

/** Follows a quote. @param from the message that quotes, to come back to. */
export function followQuote(room: RoomModel, id: string, from: string | undefined): Promise<void> {
  shownTimeline(room).cameFrom.value = from ?? null;
  return jumpToMessage(room, id);
}

/** Goes back to where one was reading before one followed a quote. */
export function goBack(room: RoomModel): void {
  const { cameFrom } = shownTimeline(room);
  const from = cameFrom.value;
  cameFrom.value = null;
  if (from) void jumpToMessage(room, from);
}
