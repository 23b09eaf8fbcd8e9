import type { JSX } from 'preact';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';

/** How much more fits into a message, once that is little. @param left less than 0 where it is too long. */
export function CharactersLeft({ room, left }: { room: RoomModel; left: number }): JSX.Element {
  const { charactersLeft, charactersOver } = allWords(room.words);
  return (
    <p class={left < 0 ? 'left danger' : 'left'} role="status">
      {left < 0 ? charactersOver(-left) : charactersLeft(left)}
    </p>
  );
}
