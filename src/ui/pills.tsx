import type { JSX } from 'preact';
import { allWords } from './i18n/more-words/en.ts';
import { goBack } from './point-to.ts';
import type { RoomModel } from './room-model.ts';
import type { ScrollKeeper } from './scroll-keeper.ts';
import { shownTimeline } from './shown-timeline.ts';
import { SvgIcon } from './theme/icons.tsx';
import { lazyIcons } from './theme/lazy-icons.ts';

type Props = { room: RoomModel; keeper: ScrollKeeper; onEnd: () => void };

/** What lies over the foot of the list: the ways from here to elsewhere. */
export const Pills = (props: Props): JSX.Element => (
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
function NewBelow({ room, keeper, onEnd }: Props): JSX.Element | null {
  const missed = room.unread.count.value;
  if (keeper.following.value || (missed === 0 && !keeper.away.value)) return null;
  return (
    <button type="button" class="pill" part="pill" data-new={missed > 0} onClick={onEnd}>
      <SvgIcon path={lazyIcons.down} />
      {room.words.newBelow(missed)}
    </button>
  );
}
