import { START, suggestedRoom } from '../room-name.ts';

/** What a room may be called; the protocol has the same rule. */
const NAME = /^[a-z0-9_-]{1,64}$/;

/** The room that a typed name stands for: itself where it can be one, else the likeliest that can. */
export type RoomChoice = { readonly room: string; readonly isValid: boolean };

/** @param typed what stands in the field; nothing stands for the room that everybody begins in. */
export function roomChoice(typed: string): RoomChoice {
  const name = typed.trim();
  if (name === '') return { room: START, isValid: true };
  return NAME.test(name)
    ? { room: name, isValid: true }
    : { room: suggestedRoom(name), isValid: false };
}
