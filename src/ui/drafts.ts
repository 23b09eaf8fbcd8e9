// What somebody was writing, by room, for as long as the tab lives; where nothing may be stored, for
// as long as the page does.
import type { RoomModel } from './room-model.ts';

const remembered = new Map<string, string>();
const session = (): Storage => sessionStorage;

const keyOf = (room: RoomModel): string => `edgewise-draft ${room.address.peek()}`;

export function draftOf(room: RoomModel, storage = session): string {
  const key = keyOf(room);
  try {
    return remembered.get(key) ?? storage().getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** @param text empty where there is nothing to keep. */
export function keepDraft(room: RoomModel, text: string, storage = session): void {
  const key = keyOf(room);
  remembered.set(key, text);
  try {
    if (text === '') storage().removeItem(key);
    else storage().setItem(key, text);
  } catch {
    // It is remembered all the same.
  }
}
