import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { whenLoaded } from '../../client/app/first-load.ts';
import { Footer } from '../../ui/composer/footer.tsx';
import { Conversation } from '../../ui/conversation/conversation.tsx';
import { lazyView } from '../../ui/lazy/lazy-view.tsx';
import { PeopleList } from '../../ui/people/lazy-people-list.ts';
import type { RoomModel } from '../../ui/room/room-model.ts';
import { Announcer, StatusLine } from '../../ui/status/lazy-views.ts';
import { Icon } from '../../ui/theme/icons.tsx';
import type { ChatWidget } from '../chat-widget.tsx';
import { hostBundle } from '../host-page/load-host-bundle.ts';

/** Rendered once other people are online. */
const AvatarStack = lazyView(() => import('./avatar-stack.tsx'), 'AvatarStack');

/** The panel of the chat. Nothing is rendered before it is first opened. */
export function Panel({ widget }: { widget: ChatWidget }): JSX.Element | null {
  const frame = useRef<HTMLElement>(null);
  const opened = widget.opened.value;
  const room = widget.session.value?.room;
  const { mode, title } = widget.options.value;
  const bubble = mode === 'bubble';
  const drawn = room !== undefined && (opened || frame.current !== null);

  useLayoutEffect(() => {
    const panel = frame.current;
    return opened && panel && mode !== 'inline'
      ? whenLoaded(hostBundle, ({ coverPage, followViewport }) =>
          bubble ? coverPage(widget.element, panel, () => widget.close()) : followViewport(panel),
        )
      : undefined;
  }, [opened, mode, drawn]);
  useLayoutEffect(() => {
    if (!opened || !frame.current || !widget.wantsFocus) return;
    // On a phone, focusing the field would open the keyboard over half of the messages.
    const typing = widget.wantsFocus === 'composer' || matchMedia('(pointer: fine)').matches;
    widget.wantsFocus = null;
    const field = typing
      ? frame.current.querySelector<HTMLElement>('.foot :is(textarea, input)')
      : null;
    (field ?? frame.current).focus({ preventScroll: true });
  }, [opened, drawn]);

  if (!drawn) return null;
  return (
    <section
      ref={frame}
      class="edgewise panel"
      part="panel"
      id="panel"
      role={bubble ? 'dialog' : 'region'}
      aria-label={title ?? room.words.chat}
      // Hides the tooltip of the host element's own title.
      title=""
      lang={room.language.value.tag}
      dir={room.language.value.dir}
      hidden={!opened}
      tabIndex={-1}
    >
      <Inside key={room.chat} widget={widget} room={room} />
    </section>
  );
}

function Inside({ widget, room }: { widget: ChatWidget; room: RoomModel }): JSX.Element {
  const { readonly } = widget.options.value;
  const people = widget.people.value;
  return (
    <>
      <Head widget={widget} room={room} />
      <div class="talk">
        <StatusLine room={room} />
        <Conversation room={room} />
        {!readonly && <Footer room={room} />}
        <slot name="footer" />
        {people && (
          <div class="people" id="people">
            <PeopleList room={room} />
          </div>
        )}
      </div>
      <Announcer room={room} />
    </>
  );
}

type HeadProps = {
  widget: ChatWidget;
  room: RoomModel;
};

function Head({ widget, room }: HeadProps): JSX.Element {
  const { mode, title, hidePresence, server } = widget.options.value;
  const { online, members } = room.presence.value;
  const isAccompanied = members?.some(({ id }) => id !== room.you.value?.id);
  const { people } = widget;
  return (
    <header class="head" part="header">
      <div>
        <h2 part="title" dir="auto">
          {title ?? room.name}
        </h2>
        {!hidePresence && (
          <button
            type="button"
            class="who"
            part="presence"
            aria-expanded={people.value}
            aria-controls="people"
            onClick={() => {
              people.value = !people.value;
            }}
          >
            {isAccompanied ? <AvatarStack room={room} /> : <Icon name="people" />}
            {/* 0 until the room has reported it. */}
            {online > 0 ? (
              room.words.online(online)
            ) : (
              <span class="unseen">{room.words.people}</span>
            )}
          </button>
        )}
      </div>
      <slot name="header-actions" />
      <a
        class="button"
        href={`${server}/r/${room.name}`}
        target="_blank"
        rel="noopener"
        aria-label={room.words.ownPage}
        title={room.words.ownPage}
      >
        <Icon name="out" />
      </a>
      {mode === 'bubble' && (
        <button
          type="button"
          aria-label={room.words.closeChat}
          title={room.words.closeChat}
          onClick={() => widget.close()}
        >
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
