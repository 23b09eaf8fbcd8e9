// Dialogs and menus of the page close when somebody presses outside them, and take the focus back when it
// goes outside. The chat is outside of all of them, and not what they mean: they do not hear of it. Nor do
// shortcuts of the page hear what is typed: to them no field would seem to have the focus.
import { EDITABLE } from './typed-events.ts';

/**
 * What the chat itself listens to as well: it gets a copy that stays within. Of keys those that are
 * typed; other shortcuts of the page work in the chat too. Pages that forbid to click, type, paste or
 * scroll mean themselves.
 */
const COPIED =
  'focusin focusout focus pointerdown click keydown keyup beforeinput input compositionend paste wheel touchmove'.split(
    ' ',
  );
/** Nothing in the chat listens to these. Pages that forbid to select or copy mean their own words. */
const STOPPED = 'mousedown touchstart keypress contextmenu selectstart copy cut'.split(' ');

/**
 * Keeps from the page's listeners what happens in a chat.
 * @param chat the element; what the page itself has put into its slots stays the page's.
 * @returns lets everything through again.
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
  // Before any listener of a document, capturing ones included.
  const early = { capture: true, passive: true, signal: end.signal };
  for (const type of STOPPED)
    window.addEventListener(type, (event) => isWithin(event) && event.stopPropagation(), early);
  for (const type of COPIED)
    window.addEventListener(
      type,
      (event) => {
        if (event.composed && isWithin(event) && isTyped(event)) copyWithin(event);
        else if ((event as FocusEvent).relatedTarget === chat)
          // As if the focus had gone to another window: it is not taken back from there.
          Object.defineProperty(event, 'relatedTarget', { value: null });
      },
      // A page scrolls smoothly only while nobody may forbid it to.
      { ...early, passive: /wheel|move/.test(type) },
    );
  return () => end.abort();
}

/** Stops an event, and gives its target a copy that does not leave the chat. */
function copyWithin(event: Event): void {
  const [target] = event.composedPath();
  event.stopPropagation();
  // A plain event, which looks like the other: Firefox lets copies of key events out of any shadow root.
  const copy = new Event(event.type, { bubbles: event.bubbles, cancelable: true });
  for (const key in event)
    if (!(key in copy)) Object.defineProperty(copy, key, { get: () => event[key as keyof Event] });
  if (event.defaultPrevented) copy.preventDefault();
  target?.dispatchEvent(copy);
  if (copy.defaultPrevented) event.preventDefault();
}
