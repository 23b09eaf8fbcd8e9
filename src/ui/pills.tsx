import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { goBack } from './deeds.ts';
import { Icon } from './icons.tsx';
import type { RoomModel } from './room-model.ts';
import type { ScrollKeeper } from './scroll-keeper.ts';

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
  if (!room.cameFrom.value) return null;
  return (
    <button type="button" class="pill" onClick={() => goBack(room)}>
      <Icon name="back" />
      {room.words.back}
    </button>
  );
}

/** Tells those who read further up what they are missing, and takes them there. */
function NewBelow({ room, keeper, onEnd }: Props): JSX.Element | null {
  const leftAt = useRef(0);
  const messages = room.messages.value;
  if (keeper.following.value) {
    leftAt.current = messages.at(-1)?.seq ?? 0;
    return null;
  }
  const you = room.you.value?.id;
  let missed = 0;
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i];
    if (!message || message.seq <= leftAt.current) break;
    if (message.user.id !== you && !message.deleted) missed++;
  }
  if (missed === 0 && !keeper.away.value) return null;
  return (
    <button type="button" class="pill" data-new={missed > 0} onClick={onEnd}>
      <Icon name="down" />
      {room.words.newBelow(missed)}
    </button>
  );
}
