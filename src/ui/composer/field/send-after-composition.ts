// Enter at the end of a composition. Some input methods take it (Japanese and Chinese choose by it what
// was meant), others end the composition and leave Enter to the field (Korean): then it is to send, as
// after any other word. Browsers tell of it in different orders, and some with one event too few.
import { enterSends, isInputMethodKey } from '../../keyboard/enter-key.ts';

/** The events of one press come within this time, in ms. */
const ONE_PRESS_MS = 300;

/** A composition of Hangul ends with Enter, but nothing in it is chosen by that. */
const isHangul = (text: string): boolean => /\p{Script=Hangul}$/u.test(text);

/** Under an input method, a key may have another name (`Process`). */
const isEnter = ({ key, code }: KeyboardEvent): boolean => key === 'Enter' || /Enter$/.test(code);

/** Submits the field's form where an Enter that ended a composition was meant for the field. */
export function sendAfterComposition(field: HTMLTextAreaElement, signal: AbortSignal): void {
  /** Whether the last key was an Enter that the input method saw first. */
  let isPressed = false;
  /** When a composition ended that Enter does not choose, and when one was sent. */
  let endedAt = Number.NEGATIVE_INFINITY;
  let sentAt = Number.NEGATIVE_INFINITY;

  const isJustSent = (now: number): boolean => now - sentAt < ONE_PRESS_MS;
  const send = (now: number): void => {
    if (isJustSent(now)) return;
    sentAt = now;
    // Once the field has what was composed; some browsers tell of it behind the end.
    setTimeout(() => field.form?.requestSubmit());
  };
  const listen = <T extends Event>(type: string, heard: (event: T) => void): void =>
    field.addEventListener(type, heard as EventListener, { capture: true, signal });

  listen<KeyboardEvent>('keydown', (event) => {
    const { timeStamp: now } = event;
    if (isEnter(event) && isJustSent(now)) {
      // The same press, told once more without its composition.
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
  // Where the browser goes on to break the line, no input method has taken the key.
  listen<InputEvent>('beforeinput', (event) => {
    if (!/^insert(LineBreak|Paragraph)$/.test(event.inputType)) return;
    if (!isPressed && !isJustSent(event.timeStamp)) return;
    event.preventDefault();
    send(event.timeStamp);
  });
}
