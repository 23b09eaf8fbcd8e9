import type { JSX } from 'preact';
import { allWords } from './languages/en-more.ts';
import type { RoomModel } from './room-model.ts';

/** Who is writing. Its place is always there, so that nothing jumps when somebody begins. */
export function TypingLine({ room }: { room: RoomModel }): JSX.Element {
  const names = room.typists.value.map(({ name }) => name);
  return (
    <p class="typing" part="typing">
      {names.length > 0 && (
        <>
          <span>{allWords(room.words).typing(names)}</span>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        </>
      )}
    </p>
  );
}
