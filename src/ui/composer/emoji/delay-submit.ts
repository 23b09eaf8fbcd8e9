/** The longest delay. */
const LONGEST_MS = 1000;

/**
 * Delays the submission of a field until a pending replacement in its text is done. Further typing submits
 * the text at once, because it belongs to the next message.
 * @param ready resolves when the replacement is done.
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
  // Runs before the form's own listener, which sends.
  field.form?.addEventListener('submit', hold, { capture: true, signal });
  // Runs after the listeners of `ready` that replace the text.
  const endSoon = () => void setTimeout(end);
  ready.then(endSoon, endSoon);
}
