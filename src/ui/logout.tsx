import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { keepDraft } from './drafts.ts';
import { forgetEmoji } from './emoji/recent.ts';
import type { RoomModel } from './room-model.ts';
import { rosterWords } from './roster-words.ts';

/** Forgets who one is, here. It asks first: nothing gives their messages back to them. */
export function Logout({ room }: { room: RoomModel }): JSX.Element {
  const asking = useSignal(false);

  function logout(from: HTMLElement): void {
    if (!asking.value) {
      asking.value = true;
      return;
    }
    keepDraft(room, '');
    forgetEmoji();
    const root = from.getRootNode() as Document | ShadowRoot;
    room.chat.logout();
    // Nobody is left to be in a list of who is here; what is asked now is for a name.
    root.querySelector<HTMLElement>('.who[aria-expanded="true"]')?.click();
    requestAnimationFrame(() => root.querySelector<HTMLElement>('.foot input')?.focus());
  }

  return (
    <>
      {asking.value && (
        <p class="danger" role="alert">
          {rosterWords(room.words).logoutAsk(room.outbox.value.length > 0)}
        </p>
      )}
      <button type="button" class="worded" onClick={({ currentTarget }) => logout(currentTarget)}>
        {rosterWords(room.words).logout}
      </button>
      {asking.value && (
        <button
          type="button"
          class="worded"
          onClick={() => {
            asking.value = false;
          }}
        >
          {room.words.cancel}
        </button>
      )}
    </>
  );
}
