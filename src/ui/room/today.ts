import { dayOf } from '../i18n/clock.ts';
import type { RoomModel } from './room-model.ts';

/** The clock is also checked at this interval, because timers are late after a machine slept. */
const LOOK_MS = 10 * 60_000;

/** The start of the next local day. */
function nextDay(at: number): number {
  const day = new Date(dayOf(at));
  return day.setDate(day.getDate() + 1);
}

/** Updates names of days when the date changes. No timer runs while the page is hidden. @returns stops it. */
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
