// Keys pressed in the chat belong to the chat: to the page they seem to come from an element that
// nobody types in, so its shortcuts would answer to words.

import { isInputMethodKey } from '../ui/enter-key.ts';

const EDITABLE = 'input, textarea, select, [contenteditable]';

type Escape = {
  /** Whether something within the panel is to be left first. */
  readonly within: () => boolean;
  readonly leave: () => void;
};

/** @returns gives the keys back. */
export function guardKeys(root: ShadowRoot, { within, leave }: Escape): () => void {
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
  for (const type of ['keydown', 'keypress', 'keyup', 'input', 'paste'])
    root.addEventListener(
      type,
      (event) => {
        const [target] = event.composedPath();
        if (target instanceof Element && target.matches(EDITABLE)) event.stopPropagation();
      },
      { signal },
    );
  return () => guard.abort();
}
