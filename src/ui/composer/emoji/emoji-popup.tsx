import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RoomModel } from '../../room/room-model.ts';
import type { Picker } from './picker.tsx';

const picker = signal<typeof Picker | null>(null);

/** The picker while it is requested. If it cannot be loaded, an error is shown. */
export function EmojiPopup({ room }: { room: RoomModel }): JSX.Element | null {
  const emojiRequest = room.emojiRequest.value;
  const View = picker.value;

  useEffect(() => {
    if (!emojiRequest) return;
    import('./picker.tsx').then(
      (parts) => {
        picker.value = parts.Picker;
      },
      // No automatic retry: the user may be typing by then, and the picker would take the focus.
      () => {
        room.emojiRequest.value = null;
        room.error.value = { code: 'unreachable', message: '' };
      },
    );
  }, [emojiRequest]);

  if (!emojiRequest || !View) return null;
  return (
    <View
      room={room}
      beside={emojiRequest.beside}
      onDone={(sign) => {
        room.emojiRequest.value = null;
        emojiRequest.onEnd();
        if (sign !== null) emojiRequest.onPick(sign);
      }}
    />
  );
}
