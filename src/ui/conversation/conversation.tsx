// The conversation: the newest messages at once, then the lazily loaded list.
import type { JSX } from 'preact';
import { lazyView } from '../lazy/lazy-view.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { FIRST_MESSAGES, renderableCount } from './render-budget.ts';
import { LIST } from './rows/list-roles.ts';
import { RowView } from './rows/row-view.tsx';
import { rowsOf } from './rows/rows.ts';

/** The newest messages, scrolled to the end. */
function FirstRows({ room }: { room: RoomModel }): JSX.Element {
  const all = room.messages.value;
  const { length } = all;
  const messages = all.slice(
    length - renderableCount(all, length, -1, Math.min(length, FIRST_MESSAGES)),
  );
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

export const Conversation = lazyView(() => import('./message-list.tsx'), 'MessageList', FirstRows);
