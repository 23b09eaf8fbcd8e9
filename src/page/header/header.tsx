import type { JSX, RefObject } from 'preact';
import { pageWords } from '../../ui/i18n/feature-words/page.ts';
import { lazyView } from '../../ui/lazy/lazy-view.tsx';
import { MenuButton } from '../../ui/overlays/menu-button.tsx';
import type { RoomModel } from '../../ui/room/room-model.ts';
import { roomTopic } from '../../ui/room/welcome-text.ts';
import { Icon, SvgIcon } from '../../ui/theme/icons.tsx';
import { lazyIcons } from '../../ui/theme/lazy-icons.ts';
import type { DialogName } from '../dialogs/dialogs.ts';
import type { PeoplePanel } from './people-panel.ts';

const RoomMenu = lazyView(() => import('./room-menu.tsx'), 'RoomMenu');

type Props = {
  room: RoomModel;
  people: PeoplePanel;
  peopleButton: RefObject<HTMLButtonElement | null>;
  onDialog: (name: DialogName) => void;
  onConnection: () => void;
};

/** The page's header: the room, its people, and its menu. */
export function Header({ room, people, peopleButton, onDialog, onConnection }: Props): JSX.Element {
  const words = pageWords(room.words);
  const { online } = room.presence.value;
  const topic = roomTopic(room);
  return (
    <header class="head">
      <span class="room-icon" aria-hidden="true">
        #
      </span>
      <div class="titles">
        <h1 class="room" dir="auto">
          {room.name}
        </h1>
        {topic && (
          <p class="topic" dir="auto" title={topic}>
            {topic}
          </p>
        )}
      </div>
      <button
        ref={peopleButton}
        type="button"
        class="who"
        aria-expanded={people.open.value}
        aria-controls="people"
        onClick={() => people.toggle()}
      >
        <Icon name="people" />
        {/* 0 until the room has reported it. */}
        {online > 0 ? words.online(online) : <span class="unseen">{words.people}</span>}
      </button>
      <button type="button" class="outlined" onClick={() => onDialog('invite')}>
        {words.invite}
      </button>
      <MenuButton
        label={words.more}
        onHover={() => void RoomMenu.load()}
        menu={(onClose) => <RoomMenu {...{ room, onClose, onDialog, onConnection }} />}
      >
        <SvgIcon path={lazyIcons.more} />
      </MenuButton>
    </header>
  );
}
