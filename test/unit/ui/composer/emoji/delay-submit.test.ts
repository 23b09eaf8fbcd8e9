import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { delaySubmit } from '../../../../../src/ui/composer/emoji/delay-submit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A field in a form, which counts the submits that get through. */
function fieldInForm() {
  let sent = 0;
  const form = Object.assign(new EventTarget(), {
    requestSubmit: () => void form.dispatchEvent(new Event('submit', { cancelable: true })),
  });
  const field = Object.assign(new EventTarget(), { form }) as unknown as HTMLTextAreaElement;
  let settle = () => {};
  delaySubmit(
    field,
    new Promise<void>((resolve) => {
      settle = resolve;
    }),
  );
  form.addEventListener('submit', () => sent++);
  return { field, form, settle: () => settle(), sent: () => sent };
}

it('a text is sent once it is ready, and only once', async () => {
  const { form, settle, sent } = fieldInForm();
  form.requestSubmit();
  form.requestSubmit();
  expect(sent()).toBe(0);
  settle();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent()).toBe(1);
  await vi.advanceTimersByTimeAsync(5000);
  form.requestSubmit();
  expect(sent()).toBe(2);
});

it('a text that does not become ready is sent after a second', async () => {
  const { form, sent } = fieldInForm();
  form.requestSubmit();
  await vi.advanceTimersByTimeAsync(999);
  expect(sent()).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent()).toBe(1);
});

it('a text is sent as it is before more is typed', () => {
  const { field, form, sent } = fieldInForm();
  form.requestSubmit();
  field.dispatchEvent(new Event('keydown'));
  expect(sent()).toBe(1);
});

it('a text that nobody submitted is not sent', async () => {
  const { field, settle, sent } = fieldInForm();
  field.dispatchEvent(new Event('keydown'));
  settle();
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent()).toBe(0);
});
