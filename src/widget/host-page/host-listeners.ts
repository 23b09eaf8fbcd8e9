// Dialogs and menus of the host page close on a press outside, and modal ones pull the focus back. The chat
// must not trigger that, so the page's listeners do not receive its events. Keyboard shortcuts of the page
// must not react to typing either: to them no field seems to have the focus.
import { EDITABLE } from './typed-events.ts';

/**
 * Events that the chat listens to: it gets a copy that does not leave the shadow root. Key events are copied
 * only in editable elements, so other shortcuts of the page still work in the chat. Pages that prevent
 * clicks, typing, pasting or scrolling do so for their own content only.
 */
const COPIED =
  'focusin focusout focus pointerdown click keydown keyup beforeinput input compositionend paste wheel touchmove'.split(
    ' ',
  );
/** Events that the chat does not need. Pages that prevent selecting or copying mean their own content. */
const STOPPED = 'mousedown touchstart keypress contextmenu selectstart copy cut'.split(' ');

/**
 * Hides events in the chat from the page's listeners.
 * @param chat the element. Slotted content of the page is not affected.
 * @returns stops it.
 */
export function hideFromHost(chat: HTMLElement): () => void {
  const root = chat.shadowRoot as ShadowRoot;
  const end = new AbortController();
  const isWithin = (event: Event): boolean => {
    const [target] = event.composedPath();
    return target instanceof Node && target.getRootNode() === root;
  };
  const isTyped = (event: Event): boolean =>
    !(event instanceof KeyboardEvent) || (event.composedPath()[0] as Element).matches(EDITABLE);
  // Runs before all listeners of documents, including capturing ones.
  const early = { capture: true, passive: true, signal: end.signal };
  for (const type of STOPPED)
    window.addEventListener(type, (event) => isWithin(event) && event.stopPropagation(), early);
  for (const type of COPIED)
    window.addEventListener(
      type,
      (event) => {
        if (event.composed && isWithin(event) && isTyped(event)) copyWithin(event);
        else if ((event as FocusEvent).relatedTarget === chat)
          // As if the focus had moved to another window, from which pages do not pull it back.
          Object.defineProperty(event, 'relatedTarget', { value: null });
      },
      // Non-passive listeners for other types would slow down scrolling.
      { ...early, passive: /wheel|move/.test(type) },
    );
  return () => end.abort();
}

/** Stops an event and dispatches a copy to its target that does not leave the shadow root. */
function copyWithin(event: Event): void {
  const [target] = event.composedPath();
  event.stopPropagation();
  // A plain Event with the same properties: Firefox lets synthetic key events leave shadow roots.
  const copy = new Event(event.type, { bubbles: event.bubbles, cancelable: true });
  for (const key in event)
    if (!(key in copy)) Object.defineProperty(copy, key, { get: () => event[key as keyof Event] });
  if (event.defaultPrevented) copy.preventDefault();
  target?.dispatchEvent(copy);
  if (copy.defaultPrevented) event.preventDefault();
}
