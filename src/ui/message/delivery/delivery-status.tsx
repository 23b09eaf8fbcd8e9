import type { JSX } from 'preact';
import type { OutboxEntry } from '../../../client/index.ts';
import { isOnline } from '../../browser/network-status.ts';
import { allWords } from '../../i18n/more-words/en.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { deliveryText } from './delivery-text.ts';

type Props = {
  room: RoomModel;
  /** The message on its way; `null` for a change to one that the room has. */
  message: OutboxEntry | null;
};

/** What is becoming of words, or of a change to them, on their way. */
export function DeliveryStatus({ room, message }: Props): JSX.Element {
  const live = room.state.value.at === 'live' && isOnline.value;
  const paused = room.pause.value !== null;
  const conditions = { live, paused, durable: room.durable.value };
  return (
    <small class="fate" data-late={live && !paused}>
      {deliveryText(message, conditions, allWords(room.words))}
    </small>
  );
}
