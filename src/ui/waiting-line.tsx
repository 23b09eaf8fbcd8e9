import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RoomModel } from './room-model.ts';

/** Tells those whose words wait until when the room makes them wait, and what a reload would cost. */
export function WaitingLine({ room }: { room: RoomModel }): JSX.Element {
  const now = useSignal(room.now());
  const pause = room.pause.value;
  const waits = room.outbox.value.some(({ status }) => status === 'pending');
  const held = waits && (pause !== null || room.state.value.at !== 'live');

  useEffect(() => {
    if (!pause) return;
    now.value = room.now();
    const ticking = setInterval(() => {
      now.value = room.now();
    }, 1000);
    return () => clearInterval(ticking);
  }, [pause]);

  return (
    <div class="waits" aria-live="polite">
      {held && pause && (
        <p>
          {/* The seconds would be read out one by one. */}
          <span aria-hidden="true">
            {room.words.paused(pause.reason, Math.ceil((pause.until - now.value) / 1000))}
          </span>
          <span class="unseen">{room.words.paused(pause.reason, null)}</span>
        </p>
      )}
      {held && !room.durable.value && <p>{room.words.notKept}</p>}
    </div>
  );
}
