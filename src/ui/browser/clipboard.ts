import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';

/** Copies a text to the clipboard. @returns whether it worked; if not, the room shows an error. */
export async function copy(room: RoomModel, text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    room.error.value = allWords(room.words).copyDenied;
    return false;
  }
}
