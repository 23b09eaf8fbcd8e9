/** So long a text that is sent waits for an emoji that was spelt in it. */
const LONGEST_MS = 1000;

/**
 * Delays the submission of a field until a pending replacement in its text has been made. Typing on
 * submits the text as it is, since what follows is another message.
 * @param ready resolves once the replacement has been made.
 */
export function delaySubmit(field: HTMLTextAreaElement, ready: Promise<unknown>): void {
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
  // After the listeners of `ready` that replace the text.
  const endSoon = () => void setTimeout(end);
  ready.then(endSoon, endSoon);
}
