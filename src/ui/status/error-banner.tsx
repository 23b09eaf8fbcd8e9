import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { rejectFiles } from '../composer/field/reject-files.ts';
import { allWords } from '../i18n/more-words/en.ts';
import { markKeyboardFocus } from '../keyboard/keyboard-focus.ts';
import type { RoomModel } from '../room/room-model.ts';
import { Icon } from '../theme/icons.tsx';

/** The error of the user's last action, until dismissed. */
export function ErrorBanner({ room }: { room: RoomModel }): JSX.Element {
  const error = room.error.value;
  const words = allWords(room.words);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = place.current?.getRootNode() as Document | ShadowRoot;
    const ends = [rejectFiles(root, room), markKeyboardFocus(root)];
    return () => {
      for (const end of ends) end();
    };
  }, [room]);
  return (
    <div class="problem" part="banner" role="alert" ref={place}>
      {error && (
        <>
          <span>{typeof error === 'string' ? error : words.fault(error)}</span>
          <button
            type="button"
            aria-label={words.dismiss}
            title={words.dismiss}
            onClick={() => {
              room.error.value = null;
            }}
          >
            <Icon name="close" />
          </button>
        </>
      )}
    </div>
  );
}
