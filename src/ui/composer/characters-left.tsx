import type { JSX } from 'preact';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';

/** The remaining characters of a message. @param left negative if the text is too long. */
export function CharactersLeft({ room, left }: { room: RoomModel; left: number }): JSX.Element {
  const { charactersLeft, charactersOver } = allWords(room.words);
  return (
    <p class={left < 0 ? 'left danger' : 'left'} role="status">
      {left < 0 ? charactersOver(-left) : charactersLeft(left)}
    </p>
  );
}
