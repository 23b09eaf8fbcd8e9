import type { JSX } from 'preact';
import { pageWords } from '../../ui/i18n/feature-words/page.ts';
import { type WordsInDialogs, withDialogWords } from '../../ui/i18n/with-dialog-words.ts';
import { type CloseMenu, Menu, MenuItem } from '../../ui/overlays/menu.tsx';
import { menuIcons } from '../../ui/overlays/menu-icons.ts';
import type { RoomModel } from '../../ui/room/room-model.ts';
import type { DialogName } from '../dialogs/dialogs.ts';
import { ThemeChoice } from '../theme/theme-choice.tsx';

type Props = {
  room: RoomModel;
  onClose: CloseMenu;
  onDialog: (name: DialogName) => void;
  onConnection: () => void;
};

function Items(props: Props & { words: WordsInDialogs }): JSX.Element {
  const { room, words, onClose, onDialog, onConnection } = props;
  const sheet = (name: DialogName) => () => {
    onClose(true);
    onDialog(name);
  };
  return (
    <Menu label={pageWords(room.words).more} onClose={onClose}>
      <MenuItem icon={menuIcons.invite} label={words.invitePeople} onClick={sheet('invite')} />
      <MenuItem icon={menuIcons.bell} label={words.alerts} onClick={sheet('notifications')} />
      <MenuItem icon={menuIcons.keyboard} label={words.shortcuts} onClick={sheet('keys')} />
      <hr />
      <MenuItem
        icon={menuIcons.pulse}
        label={words.connection}
        onClick={() => {
          onClose(true);
          onConnection();
        }}
      />
      <MenuItem
        icon={menuIcons.code}
        label={words.embed}
        href={`/embed?room=${room.name}`}
        onClick={() => onClose(true)}
      />
      <hr />
      <ThemeChoice words={words} />
    </Menu>
  );
}

/** The menu of the room and its page. */
export const RoomMenu = withDialogWords<Props>(Items);
