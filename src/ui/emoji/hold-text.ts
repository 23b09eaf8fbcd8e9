/** So long a text that is sent waits for an emoji that was spelt in it. */
const LONGEST_MS = 1000;

/**
 * Holds back the text of a field that is sent before it is what it is about to become. Whoever types on
 * has it sent as it is: what they type is another message.
 * @param ready when it has become that.
 */
export function holdText(field: HTMLTextAreaElement, ready: Promise<unknown>): void {
  const watch = new AbortController();
  const { signal } = watch;
  const end = () => watch.abort();
  const hold = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    signal.onabort = () => field.form?.requestSubmit();
    field.addEventListener('keydown', end, { signal });
    setTimeout(end, LONGEST_MS);
  };
  // Before the form's own listener, which sends.
  field.form?.addEventListener('submit', hold, { capture: true, signal });
  // Behind whoever waits for the same to change the text.
  const endSoon = () => void setTimeout(end);
  ready.then(endSoon, endSoon);
}
