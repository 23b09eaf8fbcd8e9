import type { JSX } from 'preact';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';
import { SvgIcon } from '../theme/icons.tsx';
import { lazyIcons } from '../theme/lazy-icons.ts';
import { goBack } from '../timeline/jump-to-message.ts';
import { shownTimeline } from '../timeline/shown-timeline.ts';
import type { ScrollAnchor } from './scroll-anchor.ts';

type Props = { room: RoomModel; keeper: ScrollAnchor; onEnd: () => void };

/** Buttons over the bottom of the list that jump elsewhere. */
export const JumpButtons = (props: Props): JSX.Element => (
  <div class="pills">
    <Back {...props} />
    <NewBelow {...props} />
  </div>
);

/** Goes back to the message where the reader followed a quote. */
function Back({ room }: Props): JSX.Element | null {
  if (!shownTimeline(room).cameFrom.value) return null;
  return (
    <button type="button" class="pill" part="pill" onClick={() => goBack(room)}>
      <SvgIcon path={lazyIcons.back} />
      {allWords(room.words).back}
    </button>
  );
}

/** Shows the number of new messages to readers further up, and jumps there. */
function NewBelow({ room, keeper: scrollAnchor, onEnd }: Props): JSX.Element | null {
  const missed = room.unread.count.value;
  if (scrollAnchor.following.value || (missed === 0 && !scrollAnchor.away.value)) return null;
  return (
    <button type="button" class="pill" part="pill" data-new={missed > 0} onClick={onEnd}>
      <SvgIcon path={lazyIcons.down} />
      {room.words.newBelow(missed)}
    </button>
  );
}
