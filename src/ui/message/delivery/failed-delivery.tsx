import type { JSX } from 'preact';
import type { OutboxEntry } from '../../../client/index.ts';
import { type AllWords, allWords } from '../../i18n/more-words/en.ts';
import type { RoomModel } from '../../room/room-model.ts';

type Props = { room: RoomModel; entry: Extract<OutboxEntry, { status: 'failed' }> };

/** Why a message or change was not sent, with buttons to retry or discard it. */
export function FailedDelivery({ room, entry: { command, cid, reason } }: Props): JSX.Element {
  const words = allWords(room.words);
  const description = commandWords(command, words);
  return (
    <div class="fate failed">
      {description && <span>{description}</span>}
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

function commandWords(command: OutboxEntry['command'], words: AllWords): string | null {
  if (command.type === 'delete') return words.deleting;
  return command.type === 'react' ? words.reacting(command.emoji, command.on) : null;
}
