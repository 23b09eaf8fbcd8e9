import type { JSX } from 'preact';
import { allWords } from '../i18n/more-words/en.ts';
import { lazyView } from '../lazy/lazy-view.tsx';
import { pageActions } from '../room/page-actions.ts';
import type { RoomModel } from '../room/room-model.ts';
import { welcomeText } from '../room/welcome-text.ts';
import { shownTimeline } from '../timeline/shown-timeline.ts';

const FirstRun = lazyView(() => import('./first-run/first-run.tsx'), 'FirstRun');

type Props = {
  room: RoomModel;
  /** Whether no message is rendered. */
  empty: boolean;
  /** Whether the first loaded message is rendered. */
  reached: boolean;
};

/** The area above the first message: the empty state, or the way to earlier messages. */
export function ConversationStart({ room, empty, reached }: Props): JSX.Element {
  const timeline = shownTimeline(room);
  const older = timeline.older.value;
  const { at } = room.state.value;
  const isComing = at === 'connecting' || at === 'syncing' || room.messages.value.length > 0;
  if (empty) {
    // Only the room's own page explains more. Its code loads while the room connects.
    const { invite } = pageActions(room).value;
    if (invite) void FirstRun.load();
    return (
      // Keyed: reusing the element would count as a layout shift.
      <div key="empty" class="empty">
        {at === 'live' && !isComing && (
          <slot name="empty">
            {invite ? (
              <FirstRun room={room} />
            ) : (
              <>
                <p>{allWords(room.words).empty}</p>
                <p class="hint" dir="auto">
                  {welcomeText(room)}
                </p>
              </>
            )}
          </slot>
        )}
        {/* The status line announces the loading. */}
        {isComing && <div class="skeleton" aria-hidden="true" />}
      </div>
    );
  }
  if (!reached) return <div class="beginning" />;
  return (
    <div class="beginning">
      {older.at === 'start' && (
        <>
          <p>{allWords(room.words).beginning(room.words.roomName(room.name))}</p>
          {welcomeText(room) && <p dir="auto">{welcomeText(room)}</p>}
        </>
      )}
      {older.at === 'loading' && <p>{allWords(room.words).loadingEarlier}</p>}
      {older.at === 'failed' && <p class="danger">{allWords(room.words).fault(older.reason)}</p>}
      {(older.at === 'idle' || older.at === 'failed') && (
        <button
          type="button"
          class="worded"
          // Keyboard users reach earlier messages with the arrow keys.
          tabIndex={older.at === 'failed' ? 0 : -1}
          onClick={({ currentTarget, detail }) => {
            void timeline.loadOlder();
            // The button disappears: keep the focus of keyboard users in the list.
            if (detail === 0) currentTarget.closest('.flow')?.querySelector('article')?.focus();
          }}
        >
          {allWords(room.words).earlier}
        </button>
      )}
    </div>
  );
}
