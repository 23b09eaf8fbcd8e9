import type { JSX } from 'preact';
import type { OutboxEntry } from '../../client/index.ts';
import { ITEM } from '../conversation/rows/list-roles.ts';
import type { Grouped } from '../conversation/rows/rows.ts';
import { RichText } from '../rich-text/lazy-rich-text.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { DeliveryStatus, FailedDelivery } from './delivery/lazy-views.ts';
import { Quote } from './quote.tsx';

type Props = { room: RoomModel; entry: OutboxEntry } & Grouped;

/** An unconfirmed message of the user, with its status. */
export function PendingRow({ room, entry, first }: Props): JSX.Element {
  const { command } = entry;
  return (
    <div
      role={ITEM}
      class="row message"
      part="message message-own"
      data-own="true"
      data-first={first}
      data-key={entry.cid}
      data-status={entry.status}
    >
      <article tabIndex={-1} aria-label={room.words.you}>
        <div class="bubble" part="bubble">
          {command.type === 'message' && command.replyTo !== undefined && (
            <Quote room={room} id={command.replyTo} />
          )}
          {'text' in command && <RichText room={room} text={command.text} />}
          {entry.status === 'pending' && <DeliveryStatus room={room} message={entry} />}
          {entry.status === 'failed' && <FailedDelivery room={room} entry={entry} />}
        </div>
      </article>
    </div>
  );
}
