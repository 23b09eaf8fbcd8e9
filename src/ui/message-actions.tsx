import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '../client/index.ts';
import { compose, removeMessage, toggleReaction } from './deeds.ts';
import { Icon } from './icons.tsx';
import type { RoomModel } from './room-model.ts';
import { When } from './when.tsx';

/** What the bar beside a message offers at the moment. */
export type Offer = 'actions' | 'emoji' | 'removal';

const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '🙏'];

type Props = {
  room: RoomModel;
  message: Message;
  /** Whether to tell the time, which stands nowhere else. */
  timed: boolean;
  offer: Offer;
  onOffer: (offer: Offer) => void;
  /** The person is done here. */
  onDone: () => void;
};

/** The bar that stands beside the message in hand. */
export function MessageActions({
  room,
  message,
  timed,
  offer,
  onOffer,
  onDone,
}: Props): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  const shown = useRef(offer);
  // Another offer has other buttons: who stood on one goes on standing on one.
  useLayoutEffect(() => {
    if (shown.current === offer) return;
    shown.current = offer;
    bar.current?.querySelector('button')?.focus();
  }, [offer]);

  function close(deed?: Promise<void>): void {
    void deed;
    // The focus goes to the message, not to the buttons that come back.
    shown.current = 'actions';
    onOffer('actions');
    onDone();
  }

  return (
    <div
      class="bar"
      role="toolbar"
      ref={bar}
      aria-label={room.words.actions(message.user.name)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      {offer === 'actions' && timed && <When room={room} at={message.timestamp} />}
      {offer === 'actions' && <Actions room={room} message={message} onOffer={onOffer} />}
      {offer === 'emoji' &&
        QUICK.map((emoji) => (
          <button
            type="button"
            class="emoji"
            key={emoji}
            aria-label={room.words.reactWith(emoji)}
            onClick={() => close(toggleReaction(room, message, emoji))}
          >
            {emoji}
          </button>
        ))}
      {offer === 'removal' && (
        <>
          <span class="ask">{room.words.removeAsk}</span>
          <button
            type="button"
            class="worded danger"
            onClick={() => close(removeMessage(room, message))}
          >
            {room.words.remove}
          </button>
          <button type="button" class="worded" onClick={() => close()}>
            {room.words.keep}
          </button>
        </>
      )}
    </div>
  );
}

function Actions({
  room,
  message,
  onOffer,
}: Pick<Props, 'room' | 'message' | 'onOffer'>): JSX.Element {
  const own = room.you.value?.id === message.user.id;
  const action = (icon: Parameters<typeof Icon>[0]['name'], label: string, run: () => void) => (
    <button type="button" aria-label={label} title={label} onClick={run}>
      <Icon name={icon} />
    </button>
  );
  return (
    <>
      {action('smile', room.words.react, () => onOffer('emoji'))}
      {action('reply', room.words.reply, () => compose(room, { at: 'new', replyTo: message }))}
      {own && action('pencil', room.words.edit, () => compose(room, { at: 'edit', message }))}
      {own && action('bin', room.words.remove, () => onOffer('removal'))}
    </>
  );
}
