import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { allWords } from '../i18n/more-words/en.ts';
import { plainText } from '../rich-text/plain-text.ts';
import type { RoomModel } from '../room/room-model.ts';
import { followQuote } from '../timeline/jump-to-message.ts';
import { quotedMessage } from './quoted-message.ts';

/** More than fits into a line. */
const SHOWN_CHARS = 200;

type Props = {
  room: RoomModel;
  /** The id of the quoted message. */
  id: string;
  /** The id of the quoting message, to go back to. */
  from?: string;
};

/** The message that a reply quotes; pressing it jumps there. */
export function Quote({ room, id, from }: Props): JSX.Element {
  const source = useComputed(() => quotedMessage(room, id, from)).value;
  const words = allWords(room.words);
  return (
    <button
      type="button"
      class="quote"
      tabIndex={-1}
      onClick={() => void followQuote(room, id, from)}
      title={words.jumpTo(source?.user.name ?? words.earlierMessage)}
    >
      {source ? (
        <>
          <b class="author" translate={false}>
            {source.user.name}
          </b>{' '}
          <span dir="auto">
            {source.deleted ? words.deleted : plainText(source.text, SHOWN_CHARS)}
          </span>
        </>
      ) : (
        words.earlierMessage
      )}
    </button>
  );
}
