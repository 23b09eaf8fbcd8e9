import type { JSX } from 'preact';
import { type WordsInDialogs, withDialogWords } from '../i18n/with-dialog-words.ts';
import type { RoomModel } from '../room/room-model.ts';
import { addStyles } from '../theme/styles.ts';
import { Notifier } from './notifier.ts';
import css from './settings-form.css' with { type: 'text' };

addStyles(css);

const running = new WeakMap<RoomModel, Notifier>();

/** Starts the notifier of a room, once. */
export function startNotifier(room: RoomModel): Notifier {
  const alerts = running.get(room) ?? new Notifier(room);
  running.set(room, alerts);
  return alerts;
}

type Props = { room: RoomModel };

function Settings({ room, words }: Props & { words: WordsInDialogs }): JSX.Element {
  const alerts = startNotifier(room);
  const { desktop, sound } = alerts.wishes.value;
  const permission = alerts.permission.value;
  return (
    <div class="alerts">
      <label>
        <input
          type="checkbox"
          checked={desktop}
          disabled={permission === 'unable'}
          onChange={({ currentTarget }) => {
            const { checked } = currentTarget;
            // Unchanged until the browser has decided.
            currentTarget.checked = desktop;
            void alerts.setDesktop(checked);
          }}
        />
        {words.alertDesktop}
      </label>
      <label>
        <input
          type="checkbox"
          checked={sound}
          onChange={({ currentTarget }) => alerts.setSound(currentTarget.checked)}
        />
        {words.alertSound}
      </label>
      <p class="hint" role="status">
        {permission === 'denied' && words.alertDenied}
        {permission === 'unable' && words.alertUnable}
      </p>
      <p class="hint">{words.alertHint}</p>
    </div>
  );
}

/** The form for notification settings. */
export const SettingsForm = withDialogWords<Props>(Settings);
