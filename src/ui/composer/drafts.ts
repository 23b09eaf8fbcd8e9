// The unsent text of the composer, per room, for the lifetime of the tab.
import { storedText, storeText } from '../browser/stored-text.ts';
import type { RoomModel } from '../room/room-model.ts';

const session = (): Storage => sessionStorage;

const keyOf = (room: RoomModel): string => `edgewise-draft ${room.address.peek()}`;

export const draftOf = (room: RoomModel): string => storedText(keyOf(room), session);

/** @param text empty to remove the draft. */
export const keepDraft = (room: RoomModel, text: string): void =>
  storeText(keyOf(room), text, session);
