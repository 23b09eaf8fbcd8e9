// Escape leaves what was opened last, from the inside out.

import { isInputMethodKey } from '../ui/enter-key.ts';

/** What the Escape key does in a panel. */
export type Escape = {
  /** Whether something within the panel is to be left first. */
  readonly within: () => boolean;
  readonly leave: () => void;
};

/** @returns gives the keys back. */
export function leaveOnEscape(root: ShadowRoot, { within, leave }: Escape): () => void {
  const guard = new AbortController();
  const { signal } = guard;
  let stays = false;
  root.addEventListener(
    'keydown',
    () => {
      stays = within();
    },
    { signal, capture: true },
  );
  root.addEventListener(
    'keydown',
    (event) => {
      const key = event as KeyboardEvent;
      if (key.key !== 'Escape' || key.defaultPrevented || stays || isInputMethodKey(key)) return;
      event.stopPropagation();
      leave();
    },
    { signal },
  );
  return () => guard.abort();
}
