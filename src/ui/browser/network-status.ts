import { type ReadonlySignal, signal } from '@preact/signals';

const update = () => {
  online.value = navigator.onLine;
};

const online = signal(navigator.onLine, {
  watched() {
    for (const event of ['online', 'offline']) addEventListener(event, update);
    update();
  },
  unwatched() {
    for (const event of ['online', 'offline']) removeEventListener(event, update);
  },
});

/** Whether the browser has a network connection. Updated while it has subscribers. */
export const isOnline: ReadonlySignal<boolean> = online;
