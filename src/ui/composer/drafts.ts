// What somebody was writing, by room, for as long as the tab lives.
import { storedText, storeText } from '../browser/stored-text.ts';
import type { RoomModel } from '../room/room-model.ts';

const session = (): Storage => sessionStorage;

const keyOf = (room: RoomModel): string => `edgewise-draft ${room.address.peek()}`;

export const draftOf = (room: RoomModel): string => storedText(keyOf(room), session);

/** @param text empty where there is nothing to keep. */
export const keepDraft = (room: RoomModel, text: string): void =>
  storeText(keyOf(room), text, session);
