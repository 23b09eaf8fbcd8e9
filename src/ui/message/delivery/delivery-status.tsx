import type { JSX } from 'preact';
import type { OutboxEntry } from '../../../client/index.ts';
import { isOnline } from '../../browser/network-status.ts';
import { allWords } from '../../i18n/more-words/en.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { deliveryText } from './delivery-text.ts';

type Props = {
  room: RoomModel;
  /** The unconfirmed message; `null` for a change to an existing one. */
  message: OutboxEntry | null;
};

/** The status of an unconfirmed message or change. */
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
