import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AlertSettings } from './alerts/alert-settings.tsx';
import { ALERTS_KEY } from './alerts/key.ts';
import { allWords } from './languages/en-more.ts';
import type { RoomModel } from './room-model.ts';

/** The way to the settings for notifications. They are loaded when asked for, or when they are on. */
export function AlertDoor({ room }: { room: RoomModel }): JSX.Element {
  const open = useSignal<typeof AlertSettings | null>(null);
  useEffect(() => {
    if (areWished()) void load().then((alerts) => alerts?.startAlerts(room));
  }, [room]);

  const toggle = async () => {
    open.value = open.value ? null : ((await load())?.AlertSettings ?? null);
  };
  return (
    <section class="alert-door">
      <button
        type="button"
        class="worded"
        aria-expanded={open.value !== null}
        onClick={() => void toggle()}
      >
        {allWords(room.words).alerts}
      </button>
      {open.value && <open.value room={room} />}
    </section>
  );
}

const load = () =>
  // Offline, most likely. There will be another time.
  import('./alerts/alert-settings.tsx').catch(() => null);

function areWished(): boolean {
  try {
    return localStorage.getItem(ALERTS_KEY) !== null;
  } catch {
    return false;
  }
}
