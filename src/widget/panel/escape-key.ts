// Escape closes what was opened last.
import { isInputMethodKey } from '../../ui/keyboard/enter-key.ts';
import type { ChatWidget } from '../chat-widget.tsx';

/** @returns stops it. */
export function handleEscape(widget: ChatWidget): () => void {
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

/** Whether Escape first cancels a reply or an edit. */
function isBusy({ session }: ChatWidget): boolean {
  const composerContext = session.peek()?.room.composerContext.peek();
  return composerContext?.at === 'edit' || composerContext?.replyTo !== undefined;
}

/** Closes the list of people if it is open, else the panel. */
function goBack(widget: ChatWidget, root: ShadowRoot): void {
  if (widget.people.peek()) {
    widget.people.value = false;
    root.querySelector<HTMLElement>('.who')?.focus();
  } else widget.close();
}
