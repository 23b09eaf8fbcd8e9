import type { JSX } from 'preact';
import { PendingRow } from '../../message/lazy-views.tsx';
import { MessageRow } from '../../message/message-row.tsx';
import type { RoomModel } from '../../room/room-model.ts';
import { ITEM } from './list-roles.ts';
import type { Row } from './rows.ts';

/** One row of the conversation, of any kind. */
export function RowView({ room, row }: { room: RoomModel; row: Row }): JSX.Element {
  if (row.kind === 'message') return <MessageRow room={room} {...row} />;
  if (row.kind === 'pending') return <PendingRow room={room} {...row} />;
  if (row.kind === 'unread')
    return (
      <div role={ITEM} class="row day unread" part="divider">
        <span>{room.words.unreadLine}</span>
      </div>
    );
  return (
    <div role={ITEM} class="row day" part="day">
      <span>{room.clock.dayName(row.at, room.today.value)}</span>
    </div>
  );
}
