// Whether someone is looking at this page. Messages that nobody looked at do not count as read.
import { type ReadonlySignal, signal } from '@preact/signals';

const isActiveNow = () => document.visibilityState === 'visible' && document.hasFocus();
const update = () => {
  active.value = isActiveNow();
};

const active = signal(isActiveNow(), {
  watched() {
    for (const event of ['focus', 'blur']) addEventListener(event, update);
    document.addEventListener('visibilitychange', update);
    update();
  },
  unwatched() {
    for (const event of ['focus', 'blur']) removeEventListener(event, update);
    document.removeEventListener('visibilitychange', update);
  },
});

/** Whether the page is visible and has the focus. Updated while it has subscribers. */
export const isPageActive: ReadonlySignal<boolean> = active;
