import { dayOf } from '../i18n/clock.ts';
import type { RoomModel } from './room-model.ts';

/** A machine that slept runs its timers late: so often, in ms, the clock is looked at besides. */
const LOOK_MS = 10 * 60_000;

/** When the day after a moment begins, where the reader is. */
function nextDay(at: number): number {
  const day = new Date(dayOf(at));
  return day.setDate(day.getDate() + 1);
}

/** Keeps the names of days true while time goes on; without a timer while nobody sees them. @returns ends it. */
export function keepToday(room: RoomModel): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    const now = room.now();
    if (dayOf(now) !== dayOf(room.today.peek())) room.today.value = now;
    timer = setTimeout(look, Math.min(nextDay(now) - now, LOOK_MS));
  };
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
