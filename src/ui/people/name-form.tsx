import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Failure } from '../../client/index.ts';
import { loadFrame } from '../bundles/load-frame.ts';
import { isInputMethodKey } from '../keyboard/enter-key.ts';
import { lazyView } from '../lazy/lazy-view.tsx';
import type { RoomModel } from '../room/room-model.ts';

const NameError = lazyView(loadFrame, 'NameError');

type Props = { room: RoomModel; label: string; action: string; name?: string; onDone?: () => void };

/** The form to choose or change the user's name. */
export function NameForm({ room, label, action, name = '', onDone }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const error = useSignal<Failure | null>(null);
  const busy = useSignal(false);
  const renaming = onDone !== undefined;

  useLayoutEffect(() => {
    if (renaming) field.current?.select();
  }, [renaming]);

  async function submit(): Promise<void> {
    const wanted = field.current?.value.trim() ?? '';
    if (!wanted || busy.value) return field.current?.focus();
    busy.value = true;
    const named = await room.chat.setName(wanted);
    busy.value = false;
    error.value = named.ok ? null : named.fault;
    if (!named.ok) return field.current?.focus();
    onDone?.();
    room.focusRequests.value++;
  }

  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !onDone || isInputMethodKey(event)) return;
        event.preventDefault();
        onDone();
      }}
    >
      <label for="your-name">{label}</label>
      <div class="field">
        <input
          ref={field}
          id="your-name"
          type="text"
          name="name"
          defaultValue={name}
          maxLength={room.limits.value.nameChars ?? 40}
          placeholder={room.words.namePlaceholder}
          autocomplete="nickname"
          autocapitalize="words"
          spellcheck={false}
          dir="auto"
          aria-invalid={error.value !== null}
          aria-describedby="name-problem"
        />
        <button type="submit" class="primary" disabled={busy.value}>
          {action}
        </button>
      </div>
      {renaming && (
        <button type="button" class="worded" onClick={onDone}>
          {room.words.cancel}
        </button>
      )}
      <p class="danger" id="name-problem" role="alert">
        {error.value && <NameError room={room} fault={error.value} />}
      </p>
    </form>
  );
}
