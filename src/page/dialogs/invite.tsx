import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { copy } from '../../ui/browser/clipboard.ts';
import { type WordsInDialogs, withDialogWords } from '../../ui/i18n/with-dialog-words.ts';
import { lazyView } from '../../ui/lazy/lazy-view.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { menuIcons } from '../../ui/overlays/menu-icons.ts';
import type { RoomModel } from '../../ui/room/room-model.ts';
import { SvgIcon } from '../../ui/theme/icons.tsx';
import { addStyles } from '../../ui/theme/styles.ts';
import css from './invite.css' with { type: 'text' };

addStyles(css);

const QrCode = lazyView(
  () => import('./qr-code.tsx'),
  'QrCode',
  () => <div class="qr" />,
);

type Props = { room: RoomModel; onDone: () => void };

function Ways({ room, words, onDone }: Props & { words: WordsInDialogs }): JSX.Element {
  const isCopied = useSignal(false);
  const url = room.address.value;
  const shared = { title: `#${room.name}`, url };
  return (
    <Dialog title={words.inviteTo(room.name)} close={words.close} onDone={onDone}>
      <p class="hint">{words.inviteHint}</p>
      <div class="invite-link">
        <input
          type="text"
          readOnly
          dir="ltr"
          aria-label={words.inviteLink}
          value={url}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button
          type="button"
          class="primary"
          autofocus
          onClick={async () => {
            isCopied.value = await copy(room, url);
          }}
        >
          <span role="status">{isCopied.value ? words.copied : words.copyLink}</span>
        </button>
      </div>
      <div class="invite-code">
        <QrCode text={url} label={words.qrCode} />
        <p class="hint">{words.scan}</p>
        {navigator.canShare?.(shared) && (
          <button
            type="button"
            class="worded"
            // Closing the device's share dialog is not a failure.
            onClick={() => void navigator.share(shared).catch(() => {})}
          >
            <SvgIcon path={menuIcons.share} />
            {words.share}
          </button>
        )}
      </div>
    </Dialog>
  );
}

/** Shares the room's URL: as a link, a QR code, or through the device's share dialog. */
export const Invite = withDialogWords<Props>(Ways);
