import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { EmbedWords } from './languages/en.ts';
import { roomChoice } from './room-choice.ts';

type Props = {
  words: EmbedWords;
  /** Called with a valid room on every change. */
  onType: (room: string) => void;
  /** Called with the room when the field loses the focus. */
  onTake: (room: string) => void;
};

/** The field for the room. An invalid name is explained, and a valid one suggested. */
export function RoomField({ words, onType, onTake }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const typed = useSignal('lobby');
  const { room, isValid } = roomChoice(typed.value);
  const type = (text: string) => {
    typed.value = text;
    onType(roomChoice(text).room);
  };
  return (
    <div>
      <label>
        <span>{words.room}</span>
        <input
          ref={field}
          type="text"
          placeholder="lobby"
          autocapitalize="off"
          autocomplete="off"
          spellcheck={false}
          dir="ltr"
          value={typed.value}
          aria-invalid={!isValid}
          aria-describedby="room-problem"
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onChange={({ currentTarget }) => onTake(roomChoice(currentTarget.value).room)}
        />
      </label>
      <p class="danger" id="room-problem" role="alert">
        {!isValid && words.badRoom}
      </p>
      {!isValid && (
        <button
          type="button"
          class="worded"
          onClick={() => {
            type(room);
            onTake(room);
            field.current?.focus();
          }}
        >
          {words.takeName(room)}
        </button>
      )}
    </div>
  );
}
