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
  /** Whether no message is drawn. */
  empty: boolean;
  /** Whether the first message that is loaded stands right below. */
  reached: boolean;
};

/** What stands above the first message. */
export function ConversationStart({ room, empty, reached }: Props): JSX.Element {
  const timeline = shownTimeline(room);
  const older = timeline.older.value;
  const { at } = room.state.value;
  const isComing = at === 'connecting' || at === 'syncing' || room.messages.value.length > 0;
  if (empty) {
    // A chat on somebody's page is about what that page is about. On its own page, the code of what
    // says more is on its way while the room answers.
    const { invite } = pageActions(room).value;
    if (invite) void FirstRun.load();
    return (
      // Keyed, since one element that becomes the other one would count as a shift of the layout.
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
        {/* What goes on is said above; here it only shows. */}
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
          // By keys, the way to earlier messages is from message to message.
          tabIndex={older.at === 'failed' ? 0 : -1}
          onClick={({ currentTarget, detail }) => {
            void timeline.loadOlder();
            // It goes; who has pressed a key is not to be left nowhere.
            if (detail === 0) currentTarget.closest('.flow')?.querySelector('article')?.focus();
          }}
        >
          {allWords(room.words).earlier}
        </button>
      )}
    </div>
  );
}
