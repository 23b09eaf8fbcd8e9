import { effect, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Completion } from './completion/completion.ts';
import { compose, editMessage } from './compose.ts';
import { draftOf, keepDraft } from './drafts.ts';
import { EmojiCorner } from './emoji/emoji-corner.tsx';
import { sends } from './enter-key.ts';
import { Icon } from './icons.tsx';
import { CharactersLeft, Purpose, Suggestions } from './parts.tsx';
import type { RoomModel } from './room-model.ts';

/** What is offered for what one writes; one document, or one shadow root, has one composer. */
const OFFERED = 'offered';

/** Where one writes: something new, an answer, or another wording. */
export function Composer({ room }: { room: RoomModel }): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useSignal(draftOf(room));
  const aid = useSignal<Completion | null>(null);
  const active = aid.value?.activeId(OFFERED);
  const editing = useRef<string | null>(null);
  const composing = room.composing.value;
  const left = (room.limits.value.textChars ?? 4000) - text.value.length;
  const sendable = text.value.trim() !== '' && left >= 0;

  // At once, not with the next frame: what is typed right behind "Edit" must not be written over.
  useLayoutEffect(
    () =>
      effect(() => {
        const now = room.composing.value;
        const edits = now.at === 'edit' ? now.message.id : null;
        if (edits === editing.current) return;
        editing.current = edits;
        text.value = now.at === 'edit' ? now.message.text : draftOf(room);
        aid.peek()?.close();
      }),
    [room],
  );
  useLayoutEffect(
    () =>
      effect(() => {
        if (room.composerCalls.value > 0) field.current?.focus();
      }),
    [room],
  );
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text.value]);

  function send(): void {
    if (!sendable) return;
    const now = room.composing.value;
    room.problem.value = null;
    if (now.at === 'edit') void editMessage(room, now.message, text.value);
    else {
      void room.chat.send(text.value, { replyTo: now.replyTo?.id });
      text.value = '';
      keepDraft(room, '');
    }
    room.composing.value = { at: 'new' };
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (field.current && aid.value?.key(event, field.current)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (sends(event)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      if (composing.at === 'edit' || composing.replyTo) room.composing.value = { at: 'new' };
    } else if (event.key === 'ArrowUp' && text.value === '' && composing.at === 'new') {
      const message = room.ownNewest.peek();
      if (!message) return;
      event.preventDefault();
      compose(room, { at: 'edit', message });
    }
  }

  return (
    <form
      class="composer"
      part="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Purpose room={room} />
      <Suggestions room={room} id={OFFERED} field={field} aid={aid} />
      <div class="field">
        <textarea
          ref={field}
          part="input"
          rows={1}
          dir="auto"
          value={text}
          aria-label={room.words.composer}
          placeholder={room.words.placeholder(room.name)}
          enterkeyhint="send"
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
            void aid.value?.look(currentTarget);
            if (composing.at === 'edit') return;
            room.chat.typing(currentTarget.value !== '');
            keepDraft(room, currentTarget.value);
          }}
          aria-autocomplete="list"
          aria-controls={active && OFFERED}
          aria-activedescendant={active}
          onKeyDown={onKeyDown}
          onSelect={({ currentTarget }) => void aid.value?.look(currentTarget)}
          onBlur={() => aid.value?.close()}
        />
        <EmojiCorner room={room} field={field} />
        <button
          type="submit"
          class="send"
          part="send"
          disabled={!sendable}
          aria-label={composing.at === 'edit' ? room.words.save : room.words.send}
          title={composing.at === 'edit' ? room.words.save : room.words.send}
        >
          <Icon name="send" />
        </button>
      </div>
      {left < 200 && <CharactersLeft room={room} left={left} />}
    </form>
  );
}
