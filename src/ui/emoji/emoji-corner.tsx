import type { ComponentType, JSX, RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import type { RoomModel } from '../room-model.ts';
import type { PickerProps } from './picker.tsx';

type Props = { room: RoomModel; field: RefObject<HTMLTextAreaElement | null> };

/** The button for emoji beside the field, and the picker above it, whoever asked for one. */
export function EmojiCorner({ room, field }: Props): JSX.Element {
  const [View, setView] = useState<ComponentType<PickerProps> | null>(null);
  const picking = room.picking.value;

  useEffect(() => {
    if (!picking || View) return;
    import('./picker.tsx').then(
      ({ Picker }) => setView(() => Picker),
      () => {
        room.picking.value = null;
        room.problem.value = room.words.fault({ code: 'unreachable', message: '' });
      },
    );
  }, [picking, View]);

  function write(sign: string): void {
    const area = field.current;
    if (!area) return;
    area.setRangeText(sign, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  return (
    <>
      <button
        type="button"
        aria-label={room.words.emoji}
        title={room.words.emoji}
        aria-haspopup="dialog"
        aria-expanded={picking !== null}
        onClick={() => {
          room.picking.value = picking
            ? null
            : { onPick: write, onEnd: () => field.current?.focus() };
        }}
      >
        <Icon name="smile" />
      </button>
      {picking && View && (
        <View
          room={room}
          onDone={(sign) => {
            room.picking.value = null;
            picking.onEnd();
            if (sign !== null) picking.onPick(sign);
          }}
        />
      )}
    </>
  );
}
