import type { JSX } from 'preact';
import { Quote } from './quote.tsx';
import { RichText } from './rich-text.tsx';
import type { RoomModel } from './room-model.ts';
import type { Pending } from './rows.ts';
import { words } from './words.ts';

type Props = { room: RoomModel; entry: Pending; first: boolean };

/** A message of one's own that the room has not confirmed, and what can be done about it. */
export function PendingRow({ room, entry, first }: Props): JSX.Element {
  const failed = entry.status === 'failed';
  const live = room.state.value.at === 'live';
  return (
    <li
      class="row message"
      data-own="true"
      data-first={first}
      data-key={entry.cid}
      data-status={entry.status}
    >
      <article tabIndex={-1} aria-label={words.you}>
        {entry.act.replyTo !== undefined && <Quote room={room} id={entry.act.replyTo} />}
        <RichText text={entry.act.text} />
        {entry.status === 'pending' && (
          <small class="fate" data-late={live}>
            {live ? words.sending : words.queued}
          </small>
        )}
        {failed && (
          <div class="fate failed">
            <span>{words.notSent(words.fault(entry.reason))}</span>
            <button type="button" class="worded" onClick={() => room.chat.retry(entry.cid)}>
              {words.retry}
            </button>
            <button type="button" class="worded" onClick={() => room.chat.discard(entry.cid)}>
              {words.discard}
            </button>
          </div>
        )}
      </article>
    </li>
  );
}
