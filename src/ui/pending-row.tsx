import type { JSX } from 'preact';
import type { OutboxEntry } from '../client/index.ts';
import { Fate, Unsent } from './delivery-parts.ts';
import { ITEM } from './list-roles.ts';
import { Quote } from './quote.tsx';
import type { RoomModel } from './room-model.ts';
import type { Grouped } from './rows.ts';
import { RichText } from './text.tsx';

type Props = { room: RoomModel; entry: OutboxEntry } & Grouped;

/** Something of one's own that the room has not confirmed, and what can be done about it. */
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
          {entry.status === 'pending' && <Fate room={room} message={entry} />}
          {entry.status === 'failed' && <Unsent room={room} entry={entry} />}
        </div>
      </article>
    </div>
  );
}
