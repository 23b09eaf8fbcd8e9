import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Message } from '../../client/index.ts';
import { setComposerContext } from '../composer/composer-context.ts';
import { ITEM } from '../conversation/rows/list-roles.ts';
import type { Grouped } from '../conversation/rows/rows.ts';
import { lazyView } from '../lazy/lazy-view.tsx';
import { AssistantBadge, Avatar, NameSuffix } from '../people/lazy-views.ts';
import { RichText } from '../rich-text/lazy-rich-text.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { DeliveryStatus } from './delivery/lazy-views.ts';
import { Answer, Quote, Reactions, ReadBy } from './lazy-views.tsx';
import type { Offer } from './message-menu.ts';
import { Timestamp } from './timestamp.tsx';

/** Loaded when a message is hovered or focused. */
export const MessageActions = lazyView(() => import('./message-actions.tsx'), 'MessageActions');

type Props = { room: RoomModel; message: Message } & Grouped;

/** One message in the list, with its actions by pointer and keyboard. */
export function MessageRow({ room, message, first }: Props): JSX.Element {
  const row = useRef<HTMLElement>(null);
  const tappedAgain = useRef(false);
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [offer, setOffer] = useState<Offer>('actions');
  const you = room.you.value;
  const own = you?.id === message.user.id;
  const isFound = useComputed(() => room.jumpTarget.value?.id === message.id).value;
  const isChanging = useComputed(() => room.pendingChanges.value.has(message.id)).value;
  const small = (message.edited || (own && first)) && (
    <>
      {message.edited && <small class="edited">{room.words.edited}</small>}
      {own && first && <Timestamp room={room} at={message.timestamp} />}
    </>
  );

  const keys: Record<string, () => void> = {
    Enter: () => {
      const button = row.current?.querySelector<HTMLElement>('.bar button');
      // The bar may still be loading.
      if (button) button.focus();
      else setOffer('entered');
    },
    ...(you && {
      r: () => setComposerContext(room, { at: 'new', replyTo: message }),
      '+': () => setOffer('emoji'),
      Delete: () => setOffer('removal'),
    }),
    ...(own && { e: () => setComposerContext(room, { at: 'edit', message }) }),
  };

  return (
    <div
      role={ITEM}
      class="row message"
      part={own ? 'message message-own' : 'message'}
      data-first={first}
      data-own={own}
      data-found={isFound}
      data-status={isChanging ? 'pending' : undefined}
      data-key={message.id}
      onAnimationEnd={() => {
        if (room.jumpTarget.peek()?.id === message.id) room.jumpTarget.value = null;
      }}
      // Rows that scroll below a resting pointer are not hovered.
      onPointerMove={({ pointerType }) => setHovered(pointerType === 'mouse')}
      onPointerLeave={() => setHovered(false)}
    >
      {first && !own && <Avatar room={room} user={message.user} />}
      <article
        ref={row}
        tabIndex={-1}
        aria-label={room.words.saidAt(
          own ? room.words.you : message.user.name,
          room.clock.timeOfDay(message.timestamp),
        )}
        onPointerDown={({ pointerType }) => {
          tappedAgain.current = pointerType === 'touch' && focused;
        }}
        // A tap toggles the bar. Not every phone focuses a tapped element.
        onClick={({ target }) => {
          if ((target as Element).closest('a, button')) return;
          if (tappedAgain.current) row.current?.blur();
          else row.current?.focus({ preventScroll: true });
        }}
        onFocusIn={() => setFocused(true)}
        onFocusOut={({ relatedTarget }) => {
          // WebKit runs microtasks before the next element is focused.
          if (row.current?.contains(relatedTarget as Node | null)) return;
          // When a focused button is replaced, the focus is lost for a moment.
          queueMicrotask(() => {
            if (row.current?.matches(':focus-within')) return;
            setFocused(false);
            setOffer('actions');
          });
        }}
        onKeyDown={(event) => {
          // Shortcuts work only while the message itself has the focus, not a button in it.
          if (event.target !== row.current || event.ctrlKey || event.metaKey || event.altKey)
            return;
          const run = !message.deleted && keys[event.key];
          if (!run) return;
          event.preventDefault();
          run();
        }}
      >
        {first && !own && (
          <header>
            <span class="author" part="author" translate={false}>
              {message.user.name}
              <NameSuffix room={room} user={message.user} />
            </span>
            {message.assistant && <AssistantBadge room={room} facts={message.assistant} />}
            <Timestamp room={room} at={message.timestamp} />
          </header>
        )}
        <div class="bubble" part="bubble">
          {message.replyTo !== undefined && !message.deleted && (
            <Quote room={room} id={message.replyTo} from={message.id} />
          )}
          {message.deleted ? (
            <p class="text gone">{room.words.deleted}</p>
          ) : message.assistant ? (
            <Answer room={room} message={message}>
              {small}
            </Answer>
          ) : (
            <RichText room={room} text={message.text}>
              {small}
            </RichText>
          )}
          {isChanging && <DeliveryStatus room={room} message={null} />}
        </div>
        {message.reactions && <Reactions room={room} message={message} />}
        {!message.deleted && (hovered || focused) && (
          <MessageActions
            room={room}
            message={message}
            timed={!first}
            offer={offer}
            onOffer={setOffer}
            onDone={() => row.current?.focus()}
          />
        )}
      </article>
      {own && <ReadBy room={room} id={message.id} />}
    </div>
  );
}
