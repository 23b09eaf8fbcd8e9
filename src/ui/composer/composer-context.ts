// What somebody writes for: something new, an answer, or another wording.
import type { ComposerContext, RoomModel } from '../room/room-model.ts';

/** Writes into the composer, for that purpose. */
export function setComposerContext(room: RoomModel, composing: ComposerContext): void {
  // The focus comes first: what is put into a field that has it can be undone.
  room.composerCalls.value++;
  room.composing.value = composing;
}
