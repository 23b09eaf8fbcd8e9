// Escape leaves what was opened last, from the inside out.
import { isInputMethodKey } from '../ui/keyboard/enter-key.ts';
import type { ChatWidget } from './chat-widget.tsx';

/** @returns gives the keys back. */
export function leaveOnEscape(widget: ChatWidget): () => void {
  const root = widget.element.shadowRoot as ShadowRoot;
  const guard = new AbortController();
  const { signal } = guard;
  let stays = false;
  root.addEventListener(
    'keydown',
    () => {
      stays = !widget.people.peek() && isBusy(widget);
    },
    { signal, capture: true },
  );
  root.addEventListener(
    'keydown',
    (event) => {
      const key = event as KeyboardEvent;
      if (key.key !== 'Escape' || key.defaultPrevented || stays || isInputMethodKey(key)) return;
      event.stopPropagation();
      goBack(widget, root);
    },
    { signal },
  );
  return () => guard.abort();
}

/** Whether something within the panel is to be left first. */
function isBusy({ stay }: ChatWidget): boolean {
  const composerContext = stay.peek()?.room.composerContext.peek();
  return composerContext?.at === 'edit' || composerContext?.replyTo !== undefined;
}

/** Out of what was opened last. */
function goBack(widget: ChatWidget, root: ShadowRoot): void {
  if (widget.people.peek()) {
    widget.people.value = false;
    root.querySelector<HTMLElement>('.who')?.focus();
  } else widget.close();
}
