import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '../../client/index.ts';
import { setComposerContext } from '../composer/composer-context.ts';
import { allWords } from '../i18n/more-words/en.ts';
import { isInputMethodKey } from '../keyboard/enter-key.ts';
import { keepOneButton, roveBar } from '../keyboard/roving-focus.ts';
import { Menu, MenuItem } from '../overlays/menu.tsx';
import { MenuButton } from '../overlays/menu-button.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { SvgIcon } from '../theme/icons.tsx';
import { lazyIcons } from '../theme/lazy-icons.ts';
import { addStyles } from '../theme/styles.ts';
import { positionActions } from './actions-position.ts';
import css from './message-actions.css' with { type: 'text' };
import { removeMessage } from './message-commands.ts';
import { mayRemove, menuEntries, type Offer } from './message-menu.ts';
import { hasReacted, toggleReaction } from './own-reactions.ts';
import { Timestamp } from './timestamp.tsx';

addStyles(css);

const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '🙏'];

/** How many of them are shown in the bar. */
const AT_ONCE = 3;

type Props = {
  room: RoomModel;
  message: Message;
  /** Whether to show the time, if the message does not. */
  timed: boolean;
  offer: Offer;
  onOffer: (offer: Offer) => void;
  /** Called when the bar is closed. */
  onDone: () => void;
};

/** The toolbar beside the hovered or focused message. */
export function MessageActions(props: Props): JSX.Element {
  const { room, message, timed, offer: wanted, onOffer, onDone } = props;
  const offer = wanted === 'removal' && !mayRemove(room, message) ? 'actions' : wanted;
  const bar = useRef<HTMLDivElement>(null);
  const words = allWords(room.words);
  const shown = useRef<Offer>('actions');
  const you = room.you.value;
  const hasActions = offer !== 'emoji' && offer !== 'removal';
  useLayoutEffect(() => {
    const { current } = bar;
    if (!current) return;
    keepOneButton(current);
    const before = shown.current;
    shown.current = offer;
    // Another mode has other buttons: keep the focus on one of them.
    if (before !== offer) current.querySelector('button')?.focus({ preventScroll: true });
  }, [offer]);

  useLayoutEffect(() => {
    const { current } = bar;
    const log = current?.closest('.log');
    if (!current || !log) return undefined;
    const move = () => positionActions(current);
    move();
    log.addEventListener('scroll', move, { passive: true });
    const sizes = new ResizeObserver(move);
    for (const one of [log, current, current.closest('article') ?? current]) sizes.observe(one);
    return () => {
      log.removeEventListener('scroll', move);
      sizes.disconnect();
    };
  }, [offer, message]);

  function close(becomes: Offer = 'actions'): void {
    // The focus moves to the message, not to the restored buttons.
    shown.current = becomes;
    onOffer(becomes);
    onDone();
  }
  const react = (emoji: string) => {
    void toggleReaction(room, message, emoji);
    close();
  };
  const emojiButton = (emoji: string) => (
    <button
      type="button"
      class="emoji"
      key={emoji}
      aria-label={words.reactWith(emoji)}
      aria-pressed={hasReacted(room, message, emoji)}
      onClick={() => react(emoji)}
    >
      {emoji}
    </button>
  );

  return (
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
      {hasActions && timed && <Timestamp room={room} at={message.timestamp} />}
      {hasActions && you && (
        <>
          {QUICK.slice(0, AT_ONCE).map(emojiButton)}
          <button
            type="button"
            aria-label={words.react}
            title={words.react}
            onClick={() => onOffer('emoji')}
          >
            <SvgIcon path={lazyIcons.smile} />
          </button>
          <button
            type="button"
            aria-label={words.reply}
            title={words.reply}
            onClick={() => setComposerContext(room, { at: 'new', replyTo: message })}
          >
            <SvgIcon path={lazyIcons.reply} />
          </button>
        </>
      )}
      {hasActions && (
        <MenuButton
          label={words.moreActions}
          onHover={() => {}}
          menu={(onClose) => (
            <Menu label={words.moreActions} onClose={onClose}>
              {menuEntries(room, message, onOffer, close).map(({ run, ...item }) => (
                <MenuItem
                  key={item.label}
                  {...item}
                  onClick={() => {
                    onClose(false);
                    run();
                  }}
                />
              ))}
            </Menu>
          )}
        >
          <SvgIcon path={lazyIcons.more} />
        </MenuButton>
      )}
      {offer === 'emoji' && QUICK.map(emojiButton)}
      {offer === 'emoji' && (
        <button
          type="button"
          aria-label={words.moreEmoji}
          title={words.moreEmoji}
          aria-haspopup="dialog"
          onClick={() => {
            const beside = bar.current?.closest('[data-key]');
            close();
            room.emojiRequest.value = {
              beside,
              onPick: (emoji) => void toggleReaction(room, message, emoji),
              onEnd: onDone,
            };
          }}
        >
          <SvgIcon path={lazyIcons.more} />
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
  );
}
