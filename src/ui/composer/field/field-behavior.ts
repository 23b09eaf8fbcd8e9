// What the field does besides taking text and sending it at Enter. It comes a moment after the field.
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

/** Whether it is we who change the text. */
let isPuttingIn = false;

type Props = {
  room: RoomModel;
  field: RefObject<HTMLTextAreaElement | null>;
  /** What stands in the field. */
  text: Signal<string>;
};

/** Draws nothing. */
export function FieldBehavior({ room, field, text }: Props): null {
  useLayoutEffect(() => {
    const area = field.current;
    const form = area?.form;
    if (!area || !form) return;
    const end = new AbortController();
    // Before the field's own handlers, which take the text as it then is.
    const early = { capture: true, signal: end.signal };
    area.addEventListener(
      'input',
      (event) => {
        if (isPuttingIn) event.stopImmediatePropagation();
        else if (!isUnfinished(event, area)) tidy(area);
      },
      early,
    );
    const takeText = () => {
      tidy(area);
      // A script that fills in the field need not tell.
      text.value = area.value;
    };
    form.addEventListener('submit', takeText, early);
    area.addEventListener('keydown', noteKeyboard, early);
    // Behind them: a key that a list of suggestions has taken is none for us.
    area.addEventListener('keydown', (event) => onKey(event, room, area), { signal: end.signal });
    sendAfterComposition(area, end.signal);
    // At once, not with the next frame: what is typed right behind "Edit" must not be written over.
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
    // Where nothing is written a line is enough, and the page is not laid out for it while it opens.
    if (text.value) area.style.height = `${area.scrollHeight}px`;
  }, [text.value]);
  return null;
}

/** Whether more of the same character is still to come. */
const isUnfinished = (event: Event, { value, selectionEnd }: HTMLTextAreaElement): boolean =>
  (event as InputEvent).isComposing || endsInHalf(value.slice(0, selectionEnd));

/**
 * Puts into the field what belongs there: the message that is edited, else the draft. What a script
 * has filled in stays.
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
      // Nobody has typed this: no draft, no sign of typing, no completion.
      isPuttingIn = true;
      replaceText(area, wanted, 0, area.value.length);
      isPuttingIn = false;
    }
    takeText();
  });
}

/** Takes out of the field what cannot be sent. */
function tidy(area: HTMLTextAreaElement): void {
  const { value } = area;
  const kept = sendableText(value);
  if (kept === value) return;
  const caret = sendableText(value.slice(0, area.selectionEnd)).length;
  area.value = kept;
  area.setSelectionRange(caret, caret);
}

const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta']);

/** A keyboard on the screen sends no modifiers; what it types, it gives under code 229. */
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
    // It may be out of sight, and nobody is to edit what they do not see.
    room.jumpTarget.value = { id: message.id, seq: message.seq, isEdited: true };
    setComposerContext(room, { at: 'edit', message });
  }
}
