import { type ReadonlySignal, signal } from '@preact/signals';

const look = () => {
  connected.value = navigator.onLine;
};

const connected = signal(navigator.onLine, {
  watched() {
    for (const event of ['online', 'offline']) addEventListener(event, look);
    look();
  },
  unwatched() {
    for (const event of ['online', 'offline']) removeEventListener(event, look);
  },
});

/** Whether the browser has a network at all. Kept up to date while somebody follows it. */
export const onLine: ReadonlySignal<boolean> = connected;
