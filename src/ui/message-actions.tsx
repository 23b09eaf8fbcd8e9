import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '../client/index.ts';
import { answerWords } from './answer/words.ts';
import { copy } from './clipboard.ts';
import { compose } from './compose.ts';
import { linkTo, removeMessage } from './deeds.ts';
import { isInputMethodKey } from './enter-key.ts';
import { Sign } from './icons.tsx';
import { allWords } from './languages/en-more.ts';
import { type LaterIcon, laterIcons } from './later-icons.ts';
import { toggleReaction } from './own-reactions.ts';
import type { RoomModel } from './room-model.ts';
import { keepOneButton, roveBar } from './roving-focus.ts';
import { surely } from './surely.ts';
import { When } from './when.tsx';

/** What the bar beside a message offers at the moment; `copied` only says so. */
export type Offer = 'actions' | 'emoji' | 'removal' | 'copied';

/** The bar lies so far over its message; on-messages.css says the same. */
const OVERLAP_PX = 8;

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
  offer: wanted,
  onOffer,
  onDone,
}: Props): JSX.Element {
  const offer = wanted === 'removal' && !mayRemove(room, message) ? 'actions' : wanted;
  const bar = useRef<HTMLDivElement>(null);
  const words = allWords(room.words);
  const shown = useRef<Offer>('actions');
  useLayoutEffect(() => {
    if (bar.current) keepOneButton(bar.current);
    // Another offer has other buttons: who stood on one goes on standing on one.
    if (shown.current === offer) return;
    shown.current = offer;
    bar.current?.querySelector('button')?.focus();
  }, [offer]);

  // At the upper edge there is no room above a message. Where there is none below either, the bar
  // stays in view by itself.
  useLayoutEffect(() => {
    const { current } = bar;
    const view = current?.closest('.log')?.getBoundingClientRect();
    const rail = current?.parentElement?.getBoundingClientRect();
    if (!current || !view || !rail || rail.top >= view.top) return;
    const fitsBelow = rail.bottom + current.offsetHeight - OVERLAP_PX <= view.bottom;
    if (fitsBelow) current.setAttribute('data-below', '');
  }, []);

  function close(becomes: Offer = 'actions'): void {
    // The focus goes to the message, not to the buttons that come back.
    shown.current = becomes;
    onOffer(becomes);
    onDone();
  }
  const copyThen = async (text: string) => {
    if (await copy(room, text)) close('copied');
  };

  return (
    <div class="bar-rail">
      <div
        class="bar"
        role="toolbar"
        ref={bar}
        aria-label={words.actions(message.user.name)}
        onFocusIn={({ target, currentTarget }) => keepOneButton(currentTarget, target)}
        onKeyDown={(event) => {
          if (isInputMethodKey(event)) return;
          if (event.key === 'Escape') close();
          else if (!roveBar(event.currentTarget, event)) return;
          event.stopPropagation();
          event.preventDefault();
        }}
      >
        {offer === 'actions' && timed && <When room={room} at={message.timestamp} />}
        {offer === 'actions' && (
          <Actions room={room} message={message} onOffer={onOffer} onCopy={copyThen} />
        )}
        {offer === 'emoji' &&
          QUICK.map((emoji) => (
            <button
              type="button"
              class="emoji"
              key={emoji}
              aria-label={words.reactWith(emoji)}
              onClick={() => {
                void toggleReaction(room, message, emoji);
                close();
              }}
            >
              {emoji}
            </button>
          ))}
        {offer === 'emoji' && (
          <button
            type="button"
            aria-label={words.moreEmoji}
            title={words.moreEmoji}
            aria-haspopup="dialog"
            onClick={() => {
              const beside = bar.current?.closest('[data-key]');
              close();
              room.picking.value = {
                beside,
                onPick: (emoji) => void toggleReaction(room, message, emoji),
                onEnd: onDone,
              };
            }}
          >
            <Sign path={laterIcons.more} />
          </button>
        )}
        {offer === 'removal' && (
          <>
            <span class="ask">{words.removeAsk}</span>
            <button
              type="button"
              class="worded danger"
              onClick={() => {
                void removeMessage(room, message);
                close();
              }}
            >
              {words.remove}
            </button>
            <button type="button" class="worded" onClick={() => close()}>
              {words.cancel}
            </button>
          </>
        )}
        <span class="ask" role="status">
          {offer === 'copied' && words.copied}
        </span>
      </div>
    </div>
  );
}

/** One's own message, or what the assistant answered to one. */
function mayRemove({ you }: RoomModel, { user, assistant }: Message): boolean {
  const id = you.value?.id;
  return id !== undefined && (id === user.id || id === assistant?.by);
}

/** Asks for an answer again. */
async function again(room: RoomModel, { id }: Message): Promise<void> {
  const { answersIn } = await surely(() => import('./answer/following.ts'));
  answersIn(room).again(id);
}

type ActionsProps = Pick<Props, 'room' | 'message' | 'onOffer'> & {
  onCopy: (text: string) => void;
};

function Actions({ room, message, onOffer, onCopy }: ActionsProps): JSX.Element {
  const you = room.you.value;
  const words = allWords(room.words);
  const own = you?.id === message.user.id;
  const asked = message.assistant?.state === 'done' && message.assistant.by === you?.id;
  const action = (icon: LaterIcon, label: string, run: () => void) => (
    <button type="button" aria-label={label} title={label} onClick={run}>
      <Sign path={laterIcons[icon]} />
    </button>
  );
  return (
    <>
      {you && action('smile', words.react, () => onOffer('emoji'))}
      {you && action('reply', words.reply, () => compose(room, { at: 'new', replyTo: message }))}
      {action('copy', words.copyText, () => onCopy(message.text))}
      {action('link', words.copyLink, () => onCopy(linkTo(room, message)))}
      {asked && action('again', answerWords(words).again, () => again(room, message))}
      {own && action('pencil', words.edit, () => compose(room, { at: 'edit', message }))}
      {mayRemove(room, message) && action('bin', words.remove, () => onOffer('removal'))}
    </>
  );
}
