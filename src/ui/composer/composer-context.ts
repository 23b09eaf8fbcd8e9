// What the composer writes: a new message, a reply, or an edit.
import type { ComposerContext, RoomModel } from '../room/room-model.ts';

/** Sets the composer's context and focuses it. */
export function setComposerContext(room: RoomModel, context: ComposerContext): void {
  // Focus first: changes to a focused field can be undone.
  room.focusRequests.value++;
  room.composerContext.value = context;
}
