import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { loadFrame } from '../bundles/load-frame.ts';
import { enterSends, sends } from '../keyboard/enter-key.ts';
import { importWithRetry } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { Icon } from '../theme/icons.tsx';
import type { Completion } from './completion/completion.ts';
import { draftOf, keepDraft } from './drafts.ts';
import { isSendable } from './field/is-sendable.ts';
import {
  CharactersLeft,
  ComposerContextBar,
  FieldBehavior,
  FieldTools,
  Suggestions,
} from './lazy-views.ts';

/** The DOM id of the suggestions. A document or shadow root has only one composer. */
const OFFERED = 'offered';

/** The field for messages, replies and edits. */
export function Composer({ room }: { room: RoomModel }): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useRef(draftOf(room)).current;
  const text = useSignal(draft);
  const aid = useSignal<Completion | null>(null);
  /** Whether the user has typed, which loads the completion. */
  const hasTyped = useSignal(false);
  const active = aid.value?.activeId(OFFERED);
  const composerContext = room.composerContext.value;
  const { textChars = 4000 } = room.limits.value;
  const left = textChars - text.value.length;
  const action = composerContext.at === 'edit' ? room.words.save : room.words.send;

  function send(): void {
    const area = field.current;
    if (!area || !isSendable(area.value, textChars)) return;
    const now = room.composerContext.value;
    const approved = room.approve(area.value, now.at === 'edit' ? now.message.id : undefined);
    area.focus();
    if (approved === null) return;
    room.error.value = null;
    room.composerContext.value = { at: 'new' };
    if (now.at === 'edit') {
      void importWithRetry(loadFrame).then((lines) =>
        lines.editMessage(room, now.message, approved),
      );
    } else {
      void room.chat.send(approved, { replyTo: now.replyTo?.id });
      // Cleared by a command first, so that it can be undone: see replace-text.ts.
      area.select();
      document.execCommand('delete');
      area.value = '';
      text.value = '';
      keepDraft(room, '');
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (field.current && aid.value?.key(event, field.current)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (sends(event, enterSends())) {
      event.preventDefault();
      field.current?.form?.requestSubmit();
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
      {(composerContext.at === 'edit' || composerContext.replyTo) && (
        <ComposerContextBar room={room} />
      )}
      {hasTyped.value && <Suggestions room={room} id={OFFERED} field={field} aid={aid} />}
      <FieldBehavior room={room} field={field} text={text} />
      <div class="field">
        <textarea
          ref={field}
          part="input"
          rows={1}
          dir="auto"
          // Not `value`: a rerender must not overwrite text that a script has filled in.
          defaultValue={draft}
          aria-label={room.words.composer}
          placeholder={room.words.placeholder(room.words.roomName(room.name))}
          enterkeyhint={enterSends() ? 'send' : 'enter'}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
            hasTyped.value = true;
            void aid.value?.look(currentTarget);
            if (composerContext.at === 'edit') return;
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
        <FieldTools room={room} field={field} />
        <button
          type="submit"
          class="send"
          part="send"
          disabled={!isSendable(text.value, textChars)}
          aria-label={action}
          title={action}
        >
          <Icon name="send" />
        </button>
      </div>
      {left < 200 && <CharactersLeft room={room} left={left} />}
    </form>
  );
}
