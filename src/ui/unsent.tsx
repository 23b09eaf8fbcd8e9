import type { JSX } from 'preact';
import type { OutboxEntry } from '../client/index.ts';
import { type AllWords, allWords } from './languages/en-more.ts';
import type { RoomModel } from './room-model.ts';

type Props = { room: RoomModel; entry: Extract<OutboxEntry, { status: 'failed' }> };

/** Why something was not sent, and what can be done about it. */
export function Unsent({ room, entry: { act, cid, reason } }: Props): JSX.Element {
  const words = allWords(room.words);
  const deed = deedWords(act, words);
  return (
    <div class="fate failed">
      {deed && <span>{deed}</span>}
      <span>{words.notSent(words.fault(reason))}</span>
      <button type="button" class="worded" tabIndex={-1} onClick={() => room.chat.retry(cid)}>
        {words.retry}
      </button>
      <button type="button" class="worded" tabIndex={-1} onClick={() => room.chat.discard(cid)}>
        {words.discard}
      </button>
    </div>
  );
}

function deedWords(act: OutboxEntry['act'], words: AllWords): string | null {
  if (act.type === 'delete') return words.deleting;
  return act.type === 'react' ? words.reacting(act.emoji, act.on) : null;
}
