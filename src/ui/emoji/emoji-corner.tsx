import type { JSX, RefObject } from 'preact';
import { Icon } from '../icons.tsx';
import { EmojiPicking } from '../parts.tsx';
import type { RoomModel } from '../room-model.ts';

type Props = { room: RoomModel; field: RefObject<HTMLTextAreaElement | null> };

/** The button for emoji beside the field, and the picker above it, whoever asked for one. */
export function EmojiCorner({ room, field }: Props): JSX.Element {
  const picking = room.picking.value;

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
      <EmojiPicking room={room} />
    </>
  );
}
