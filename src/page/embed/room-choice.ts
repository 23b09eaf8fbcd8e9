import { DEFAULT_ROOM, suggestedRoom } from '../url/room-name.ts';

/** Valid room names, as in the protocol. */
const NAME = /^[a-z0-9_-]{1,64}$/;

/** The room for a typed name: the name itself if valid, else the most similar valid name. */
export type RoomChoice = { readonly room: string; readonly isValid: boolean };

/** @param typed the text in the field; if empty, the default room. */
export function roomChoice(typed: string): RoomChoice {
  const name = typed.trim();
  if (name === '') return { room: DEFAULT_ROOM, isValid: true };
  return NAME.test(name)
    ? { room: name, isValid: true }
    : { room: suggestedRoom(name), isValid: false };
}
