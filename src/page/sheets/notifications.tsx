import type { JSX } from 'preact';
import { AlertSettings } from '../../ui/alerts/alert-settings.tsx';
import { type WordsInDialogs, withDialogWords } from '../../ui/i18n/with-dialog-words.ts';
import type { RoomModel } from '../../ui/room-model.ts';
import { Sheet } from '../../ui/sheet.tsx';

type Props = { room: RoomModel; onDone: () => void };

const Settings = ({ room, words, onDone }: Props & { words: WordsInDialogs }): JSX.Element => (
  <Sheet title={words.alerts} close={words.close} onDone={onDone}>
    <AlertSettings room={room} />
  </Sheet>
);

/** Where people say how they want to be notified. */
export const Notifications = withDialogWords<Props>(Settings);
