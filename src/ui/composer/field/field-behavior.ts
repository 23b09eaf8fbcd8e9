// The behavior of the field besides typing and sending on Enter. Loaded right after the field.
import { effect, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { isInputMethodKey, keyboard } from '../../keyboard/enter-key.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { setComposerContext } from '../composer-context.ts';
import { draftOf } from '../drafts.ts';
import { replaceText } from './replace-text.ts';
import { sendAfterComposition } from './send-after-composition.ts';
import { endsInHalf, sendableText } from './sendable-text.ts';

/** Whether the current `input` event is caused by this code. */
let isReplacing = false;

type Props = {
  room: RoomModel;
  field: RefObject<HTMLTextAreaElement | null>;
  /** The text of the field. */
  text: Signal<string>;
};

/** Renders nothing. */
export function FieldBehavior({ room, field, text }: Props): null {
  useLayoutEffect(() => {
    const area = field.current;
    const form = area?.form;
    if (!area || !form) return;
    const end = new AbortController();
    // Runs before the field's own handlers, which read the text.
    const early = { capture: true, signal: end.signal };
    area.addEventListener(
      'input',
      (event) => {
        if (isReplacing) event.stopImmediatePropagation();
        else if (!isUnfinished(event, area)) tidy(area);
      },
      early,
    );
    const takeText = () => {
      tidy(area);
      // Scripts may fill in the field without an event.
      text.value = area.value;
    };
    form.addEventListener('submit', takeText, early);
    area.addEventListener('keydown', noteKeyboard, early);
    // Runs after them, so that keys handled by the suggestions are ignored.
    area.addEventListener('keydown', (event) => onKey(event, room, area), { signal: end.signal });
    sendAfterComposition(area, end.signal);
    // Runs at once, not in the next frame: text typed right after "Edit" must not be overwritten.
    const stops = [
      followContext(room, area, text, takeText),
      effect(() => {
        if (room.focusRequests.value > 0) area.focus();
      }),
    ];
    return () => {
      end.abort();
      for (const stop of stops) stop();
    };
  }, [room]);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    // An empty field has one line, which avoids a layout while the page opens.
    if (text.value) area.style.height = `${area.scrollHeight}px`;
  }, [text.value]);
  return null;
}

/** Whether the last character is still incomplete. */
const isUnfinished = (event: Event, { value, selectionEnd }: HTMLTextAreaElement): boolean =>
  (event as InputEvent).isComposing || endsInHalf(value.slice(0, selectionEnd));

/**
 * Keeps the field in sync with the composer context: shows the edited message, else the draft. Text that a
 * script has filled in is kept.
 */
function followContext(
  room: RoomModel,
  area: HTMLTextAreaElement,
  text: Signal<string>,
  takeText: () => void,
): () => void {
  let edited: string | null = null;
  return effect(() => {
    const composerContext = room.composerContext.value;
    const edits = composerContext.at === 'edit' ? composerContext.message.id : null;
    if (edits !== null && edits === edited) return;
    const isFilledIn = edits === edited && area.value !== text.peek();
    edited = edits;
    const wanted = composerContext.at === 'edit' ? composerContext.message.text : draftOf(room);
    if (!isFilledIn && area.value !== wanted) {
      // This is not typing: no draft, typing indicator or completion.
      isReplacing = true;
      replaceText(area, wanted, 0, area.value.length);
      isReplacing = false;
    }
    takeText();
  });
}

/** Removes characters that cannot be sent. */
function tidy(area: HTMLTextAreaElement): void {
  const { value } = area;
  const kept = sendableText(value);
  if (kept === value) return;
  const caret = sendableText(value.slice(0, area.selectionEnd)).length;
  area.value = kept;
  area.setSelectionRange(caret, caret);
}

const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta']);

/** On-screen keyboards send no modifiers, and key code 229 for characters. */
function noteKeyboard({ key, keyCode, isComposing }: KeyboardEvent): void {
  if (MODIFIERS.has(key)) keyboard.isHardware = true;
  else if (keyCode === 229 && !isComposing) keyboard.isHardware = false;
}

function onKey(event: KeyboardEvent, room: RoomModel, area: HTMLTextAreaElement): void {
  if (event.defaultPrevented || isInputMethodKey(event)) return;
  const composerContext = room.composerContext.peek();
  if (event.key === 'Escape') {
    if (composerContext.at === 'edit' || composerContext.replyTo)
      room.composerContext.value = { at: 'new' };
  } else if (event.key === 'ArrowUp' && area.value === '' && composerContext.at === 'new') {
    const message = room.ownNewest.peek();
    if (!message) return;
    event.preventDefault();
    // Scrolls the edited message into view.
    room.jumpTarget.value = { id: message.id, seq: message.seq, isEdited: true };
    setComposerContext(room, { at: 'edit', message });
  }
}
