import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { composerWords } from '../i18n/feature-words/composer.ts';
import { allWords } from '../i18n/more-words/en.ts';
import { plainText } from '../rich-text/plain-text.ts';
import type { RoomModel } from '../room/room-model.ts';
import { Icon } from '../theme/icons.tsx';
import { loadedMessage } from '../timeline/shown-timeline.ts';
import { setComposerContext } from './composer-context.ts';

/** More than fits into a line. */
const SHOWN_CHARS = 200;

/** Shows the message that is being edited or replied to. */
export function ComposerContextBar({ room }: { room: RoomModel }): JSX.Element | null {
  const composerContext = room.composerContext.value;
  const isGone = useComputed(() => {
    const { value: now } = room.composerContext;
    return now.at === 'edit' && loadedMessage(room, now.message.id)?.deleted;
  }).value;
  if (composerContext.at === 'new' && !composerContext.replyTo) return null;
  const source = composerContext.at === 'edit' ? composerContext.message : composerContext.replyTo;
  return (
    <div class="purpose">
      <p>
        <span class="what">
          {composerContext.at === 'edit'
            ? isGone
              ? composerWords(room.words).editKept
              : allWords(room.words).editing
            : allWords(room.words).replyingTo(source?.user.name ?? '')}
        </span>
        <span class="quoted" dir="auto">
          {plainText(source?.text ?? '', SHOWN_CHARS)}
        </span>
      </p>
      <button
        type="button"
        aria-label={room.words.cancel}
        title={room.words.cancel}
        onClick={() => setComposerContext(room, { at: 'new' })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
