import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { isOnline } from '../browser/network-status.ts';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';
import { pauseText } from './connection-status.ts';

/** Messages that are confirmed within this time show no status. */
const LATE_MS = 1200;

/** Explains why messages wait in the outbox, and warns if a reload would lose them. */
export function OutboxStatus({ room }: { room: RoomModel }): JSX.Element {
  const now = useSignal(room.now());
  const pause = room.pause.value;
  const waits = room.outbox.value.some(({ status }) => status === 'pending');
  const held = waits && (pause !== null || room.state.value.at !== 'live' || !isOnline.value);

  useEffect(() => {
    if (!pause) return;
    now.value = room.now();
    const ticking = setInterval(() => {
      now.value = room.now();
    }, 1000);
    return () => clearInterval(ticking);
  }, [pause]);

  const late = useSignal(false);
  useEffect(() => {
    late.value = false;
    if (!waits) return;
    const waiting = setTimeout(() => {
      late.value = true;
    }, LATE_MS);
    return () => clearTimeout(waiting);
  }, [waits]);

  return (
    <div class="waits" aria-live="polite">
      {held && pause && (
        <p>
          {/* Screen readers would read each second. */}
          <span aria-hidden="true">
            {pauseText(pause.reason, Math.ceil((pause.until - now.value) / 1000), room.words)}
          </span>
          <span class="unseen">{pauseText(pause.reason, null, room.words)}</span>
        </p>
      )}
      {(held || late.value) && !room.durable.value && <p>{allWords(room.words).notKept}</p>}
    </div>
  );
}
