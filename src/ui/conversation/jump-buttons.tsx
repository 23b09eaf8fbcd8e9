import type { JSX } from 'preact';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';
import { SvgIcon } from '../theme/icons.tsx';
import { lazyIcons } from '../theme/lazy-icons.ts';
import { goBack } from '../timeline/jump-to-message.ts';
import { shownTimeline } from '../timeline/shown-timeline.ts';
import type { ScrollAnchor } from './scroll-anchor.ts';

type Props = { room: RoomModel; keeper: ScrollAnchor; onEnd: () => void };

/** What lies over the foot of the list: the ways from here to elsewhere. */
export const JumpButtons = (props: Props): JSX.Element => (
  <div class="pills">
    <Back {...props} />
    <NewBelow {...props} />
  </div>
);

/** Takes those who followed a quote back to where they were reading. */
function Back({ room }: Props): JSX.Element | null {
  if (!shownTimeline(room).cameFrom.value) return null;
  return (
    <button type="button" class="pill" part="pill" onClick={() => goBack(room)}>
      <SvgIcon path={lazyIcons.back} />
      {allWords(room.words).back}
    </button>
  );
}

/** Tells those who read further up what they are missing, and takes them there. */
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
