import { allWords } from './languages/en-more.ts';
import type { RoomModel } from './room-model.ts';

/** Puts a text into the clipboard. @returns whether the browser let us; if not, that is said. */
export async function copy(room: RoomModel, text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    room.problem.value = allWords(room.words).copyDenied;
    return false;
  }
}
