import type { JSX } from 'preact';
import { compose } from './compose.ts';
import { Icon } from './icons.tsx';
import { allWords } from './languages/en-more.ts';
import { plainText } from './rich-text/plain.ts';
import type { RoomModel } from './room-model.ts';

/** What the next words are for, where that isn't plain. */
export function Purpose({ room }: { room: RoomModel }): JSX.Element | null {
  const composing = room.composing.value;
  if (composing.at === 'new' && !composing.replyTo) return null;
  const source = composing.at === 'edit' ? composing.message : composing.replyTo;
  return (
    <div class="purpose">
      <p>
        <span class="what">
          {composing.at === 'edit'
            ? allWords(room.words).editing
            : allWords(room.words).replyingTo(source?.user.name ?? '')}
        </span>
        {composing.at === 'new' && (
          <span class="quoted" dir="auto">
            {plainText(source?.text ?? '')}
          </span>
        )}
      </p>
      <button
        type="button"
        aria-label={room.words.cancel}
        title={room.words.cancel}
        onClick={() => compose(room, { at: 'new' })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
