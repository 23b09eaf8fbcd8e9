// The conversation: its newest messages at once, and the list that one can move about in behind them.
import type { JSX } from 'preact';
import { later } from './later.tsx';
import { LIST } from './list-roles.ts';
import type { RoomModel } from './room-model.ts';
import { RowView } from './row-view.tsx';
import { rowsOf } from './rows.ts';

/** As much as can be laid out in one go: so many messages, and in UTF-16 units. */
const FIRST = 6;
const FIRST_UNITS = 4000;

/** The newest messages, at their end. */
function FirstRows({ room }: { room: RoomModel }): JSX.Element {
  const all = room.messages.value;
  const newest = all.slice(-FIRST);
  let units = 0;
  let from = newest.length;
  while (from > 0 && units < FIRST_UNITS) units += newest[--from]?.text.length ?? 0;
  const messages = newest.slice(from);
  const rows = rowsOf(messages, room.outbox.value, room.you.value?.id ?? null);
  return (
    <div class="log-frame">
      <div class="log first" part="log" role="log" aria-live="off" aria-label={room.words.messages}>
        <div class="rows" role={LIST}>
          {rows.map((row) => (
            <RowView key={row.key} room={room} row={row} />
          ))}
        </div>
      </div>
    </div>
  );
}

export const Conversation = later(() => import('./message-list.tsx'), 'MessageList', FirstRows);
