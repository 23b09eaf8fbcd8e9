import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import type { Message } from '../client/index.ts';
import { pointTo } from './deeds.ts';
import { hueOf } from './people.ts';
import type { RoomModel } from './room-model.ts';
import { words } from './words.ts';

/** The message that this one answers; pressing it goes there. */
export function Quote({ room, id }: { room: RoomModel; id: string }): JSX.Element {
  const source = useComputed(() => room.messages.value.find((message) => message.id === id)).value;
  return (
    <button
      type="button"
      class="quote"
      onClick={() => void pointTo(room, id)}
      data-hue={source && hueOf(source.user.id)}
      title={words.jumpTo(source?.user.name ?? words.earlierMessage)}
    >
      <QuoteText message={source} />
    </button>
  );
}

/** One line of a message, with its author. */
export const QuoteText = ({ message }: { message: Message | undefined }): JSX.Element =>
  message ? (
    <>
      <b class="author">{message.user.name}</b>{' '}
      <span dir="auto">{message.deleted ? words.deleted : message.text.slice(0, 200)}</span>
    </>
  ) : (
    <span>{words.earlierMessage}</span>
  );
