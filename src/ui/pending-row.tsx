import type { JSX } from 'preact';
import type { OutboxEntry } from '../client/index.ts';
import { Fate } from './fate.tsx';
import type { Words } from './languages/language.ts';
import { Quote, RichText } from './parts.tsx';
import type { RoomModel } from './room-model.ts';

type Props = { room: RoomModel; entry: OutboxEntry; first: boolean };

/** Something of one's own that the room has not confirmed, and what can be done about it. */
export function PendingRow({ room, entry, first }: Props): JSX.Element {
  const { act } = entry;
  return (
    <li
      class="row message"
      part="message message-own"
      data-own="true"
      data-first={first}
      data-key={entry.cid}
      data-status={entry.status}
    >
      <article part="bubble" tabIndex={-1} aria-label={room.words.you}>
        {act.type === 'message' && act.replyTo !== undefined && (
          <Quote room={room} id={act.replyTo} />
        )}
        <RichText room={room} text={deedWords(act, room.words)} />
        {entry.status === 'pending' && <Fate room={room} of="message" />}
        {entry.status === 'failed' && (
          <div class="fate failed">
            <span>{room.words.notSent(room.words.fault(entry.reason))}</span>
            <button type="button" class="worded" onClick={() => room.chat.retry(entry.cid)}>
              {room.words.retry}
            </button>
            <button type="button" class="worded" onClick={() => room.chat.discard(entry.cid)}>
              {room.words.discard}
            </button>
          </div>
        )}
      </article>
    </li>
  );
}

function deedWords(act: OutboxEntry['act'], words: Words): string {
  if (act.type === 'delete') return words.deleting;
  return act.type === 'react' ? words.reacting(act.emoji, act.on) : act.text;
}
