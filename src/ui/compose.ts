// What somebody writes for: something new, an answer, or another wording.
import type { Composing, RoomModel } from './room-model.ts';

/** Writes into the composer, for that purpose. */
export function compose(room: RoomModel, composing: Composing): void {
  room.composing.value = composing;
  room.composerCalls.value++;
}
