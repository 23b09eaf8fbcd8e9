import type { JSX } from 'preact';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';

/** Who is typing. */
export function TypingIndicator({ room }: { room: RoomModel }): JSX.Element | null {
  const names = room.typingUsers.value.map(({ name }) => name);
  if (names.length === 0) return null;
  return (
    <p class="typing" part="typing">
      <span>{allWords(room.words).typing(names)}</span>
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </p>
  );
}
