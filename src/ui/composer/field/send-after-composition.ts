// Enter at the end of an IME composition. Japanese and Chinese input methods consume it to pick a candidate.
// Korean ones end the composition and leave Enter to the field, where it should send as usual. Browsers
// fire the events in different orders, and some omit one.
import { enterSends, isInputMethodKey } from '../../keyboard/enter-key.ts';

/** All events of one key press arrive within this time. */
const ONE_PRESS_MS = 300;

/** Enter ends a Hangul composition without picking a candidate. */
const isHangul = (text: string): boolean => /\p{Script=Hangul}$/u.test(text);

/** During a composition, `key` may be something else, such as `Process`. */
const isEnter = ({ key, code }: KeyboardEvent): boolean => key === 'Enter' || /Enter$/.test(code);

/** Submits the field's form if the Enter that ended a composition was meant for the field. */
export function sendAfterComposition(field: HTMLTextAreaElement, signal: AbortSignal): void {
  /** Whether the last key was an Enter that went to the input method first. */
  let isPressed = false;
  /** When the last Hangul composition ended, and when the form was last submitted. */
  let endedAt = Number.NEGATIVE_INFINITY;
  let sentAt = Number.NEGATIVE_INFINITY;

  const isJustSent = (now: number): boolean => now - sentAt < ONE_PRESS_MS;
  const send = (now: number): void => {
    if (isJustSent(now)) return;
    sentAt = now;
    // Some browsers update the field only after `compositionend`.
    setTimeout(() => field.form?.requestSubmit());
  };
  const listen = <T extends Event>(type: string, heard: (event: T) => void): void =>
    field.addEventListener(type, heard as EventListener, { capture: true, signal });

  listen<KeyboardEvent>('keydown', (event) => {
    const { timeStamp: now } = event;
    if (isEnter(event) && isJustSent(now)) {
      // The same key press, reported again outside of the composition.
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    isPressed = isEnter(event) && !event.shiftKey && isInputMethodKey(event) && enterSends();
    if (isPressed && !event.isComposing && now - endedAt < ONE_PRESS_MS) send(now);
  });
  listen<KeyboardEvent>('keyup', (event) => {
    if (isEnter(event)) sentAt = Number.NEGATIVE_INFINITY;
  });
  listen<CompositionEvent>('compositionend', ({ data, timeStamp: now }) => {
    if (!isHangul(data)) return;
    endedAt = now;
    if (isPressed) send(now);
  });
  // If the browser is about to insert a line break, the input method has not consumed the key.
  listen<InputEvent>('beforeinput', (event) => {
    if (!/^insert(LineBreak|Paragraph)$/.test(event.inputType)) return;
    if (!isPressed && !isJustSent(event.timeStamp)) return;
    event.preventDefault();
    send(event.timeStamp);
  });
}
