// Whether somebody sits in front of this page. What they do not look at, they have not read.
import { type ReadonlySignal, signal } from '@preact/signals';

const here = () => document.visibilityState === 'visible' && document.hasFocus();
const look = () => {
  attendance.value = here();
};

const attendance = signal(here(), {
  watched() {
    for (const event of ['focus', 'blur']) addEventListener(event, look);
    document.addEventListener('visibilitychange', look);
    look();
  },
  unwatched() {
    for (const event of ['focus', 'blur']) removeEventListener(event, look);
    document.removeEventListener('visibilitychange', look);
  },
});

/** Whether the page is in sight and has the focus. Kept up to date while somebody follows it. */
export const attended: ReadonlySignal<boolean> = attendance;
