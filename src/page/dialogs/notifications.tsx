import type { JSX } from 'preact';
import { type WordsInDialogs, withDialogWords } from '../../ui/i18n/with-dialog-words.ts';
import { SettingsForm } from '../../ui/notifications/settings-form.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import type { RoomModel } from '../../ui/room/room-model.ts';

type Props = { room: RoomModel; onDone: () => void };

const Settings = ({ room, words, onDone }: Props & { words: WordsInDialogs }): JSX.Element => (
  <Dialog title={words.alerts} close={words.close} onDone={onDone}>
    <SettingsForm room={room} />
  </Dialog>
);

/** The notification settings. */
export const Notifications = withDialogWords<Props>(Settings);
