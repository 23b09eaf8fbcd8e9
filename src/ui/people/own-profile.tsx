import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { You } from '../../client/index.ts';
import { peopleWords } from '../i18n/feature-words/people.ts';
import { lazyView } from '../lazy/lazy-view.tsx';
import { MenuButton } from '../overlays/menu-button.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { SvgIcon } from '../theme/icons.tsx';
import { lazyIcons } from '../theme/lazy-icons.ts';
import { Avatar } from './avatar/avatar.tsx';
import { NameForm } from './name-form.tsx';

const fetchMenu = () => import('./profile-menu.tsx');
const ProfileMenu = lazyView(fetchMenu, 'ProfileMenu');
const ConfirmLogout = lazyView(fetchMenu, 'ConfirmLogout');

/** The action in progress. */
export type ProfileAction = 'nothing' | 'rename' | 'forget';

/** The user's own entry below the list, with its actions. */
export function OwnProfile({ room, you }: { room: RoomModel; you: You }): JSX.Element {
  const doing = useSignal<ProfileAction>('nothing');
  const place = useRef<HTMLDivElement>(null);
  const before = useRef<ProfileAction>('nothing');
  const words = peopleWords(room.words);
  const done = () => {
    doing.value = 'nothing';
  };
  useLayoutEffect(() => {
    // After a cancel, restore the focus; after a rename, the composer has taken it.
    if (before.current !== 'nothing' && doing.value === 'nothing')
      queueMicrotask(() => {
        const root = place.current?.getRootNode() as Document | ShadowRoot | undefined;
        if (!root?.activeElement?.matches('textarea'))
          place.current?.querySelector('button')?.focus();
      });
    before.current = doing.value;
  }, [doing.value]);
  return (
    <div class="me" ref={place}>
      {doing.value === 'rename' && (
        <NameForm
          room={room}
          label={words.newName}
          action={words.save}
          name={you.name}
          onDone={done}
        />
      )}
      {doing.value === 'forget' && <ConfirmLogout room={room} onDone={done} />}
      {doing.value === 'nothing' && (
        <MenuButton
          opens="up"
          onHover={() => void ProfileMenu.load()}
          menu={(onClose) => (
            <ProfileMenu
              room={room}
              onClose={onClose}
              onChoose={(next) => {
                doing.value = next;
              }}
            />
          )}
        >
          <Avatar room={room} user={you} />
          <bdi translate={false}>{you.name}</bdi>
          <SvgIcon path={lazyIcons.up} />
        </MenuButton>
      )}
    </div>
  );
}
