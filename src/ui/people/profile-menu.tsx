import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { keepDraft } from '../composer/drafts.ts';
import { forgetEmoji } from '../composer/emoji/recent-emoji.ts';
import { peopleWords } from '../i18n/feature-words/people.ts';
import { allWords } from '../i18n/more-words/en.ts';
import { isInputMethodKey } from '../keyboard/enter-key.ts';
import { type CloseMenu, Menu, MenuItem } from '../overlays/menu.tsx';
import { menuIcons } from '../overlays/menu-icons.ts';
import { pageActions } from '../room/page-actions.ts';
import type { RoomModel } from '../room/room-model.ts';
import { lazyIcons } from '../theme/lazy-icons.ts';
import type { ProfileAction } from './own-profile.tsx';

type Props = { room: RoomModel; onClose: CloseMenu; onChoose: (doing: ProfileAction) => void };

/** The menu of the user's own profile. */
export function ProfileMenu({ room, onClose, onChoose }: Props): JSX.Element {
  const words = peopleWords(room.words);
  const { notifications } = pageActions(room).value;
  const choose = (doing: ProfileAction) => () => {
    onClose(false);
    onChoose(doing);
  };
  return (
    <Menu label={room.you.value?.name ?? ''} onClose={onClose}>
      <MenuItem icon={lazyIcons.pencil} label={words.rename} onClick={choose('rename')} />
      {notifications && (
        <MenuItem
          icon={menuIcons.bell}
          label={allWords(room.words).alerts}
          onClick={() => {
            onClose(true);
            notifications();
          }}
        />
      )}
      <hr />
      <MenuItem
        icon={menuIcons.leave}
        label={words.logout}
        isDangerous
        onClick={choose('forget')}
      />
    </Menu>
  );
}

/** Asks before logging out, because the user loses control of their messages. */
export function ConfirmLogout({
  room,
  onDone,
}: {
  room: RoomModel;
  onDone: () => void;
}): JSX.Element {
  const words = peopleWords(room.words);
  const cancel = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => cancel.current?.focus(), []);

  function forget(): void {
    const root = cancel.current?.getRootNode() as Document | ShadowRoot;
    keepDraft(room, '');
    forgetEmoji();
    room.chat.logout();
    // The name form is next: close the list if it covers the form.
    const people = root.querySelector<HTMLElement>('.people');
    if (people && getComputedStyle(people).position !== 'static')
      root.querySelector<HTMLElement>('.who[aria-expanded="true"]')?.click();
    requestAnimationFrame(() => root.querySelector<HTMLElement>('.foot input')?.focus());
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no form to fill in
    <div
      class="forget"
      role="group"
      aria-label={words.logout}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isInputMethodKey(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onDone();
      }}
    >
      <p role="alert">{words.logoutAsk(room.outbox.value.length > 0)}</p>
      <button type="button" class="danger" onClick={forget}>
        {words.logout}
      </button>
      <button type="button" ref={cancel} onClick={onDone}>
        {words.cancel}
      </button>
    </div>
  );
}
