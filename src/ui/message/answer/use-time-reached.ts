import { useEffect, useState } from 'preact/hooks';
import type { RoomModel } from '../../room/room-model.ts';

/** Whether a time, in ms since 1970, has been reached. Rerenders when it is. */
export function useTimeReached(room: RoomModel, at = 0): boolean {
  const [reached, setReached] = useState(0);
  useEffect(() => {
    const wait = at - room.now();
    if (wait <= 0) return;
    const timer = setTimeout(() => setReached(at), wait);
    return () => clearTimeout(timer);
  }, [at]);
  return at <= Math.max(reached, room.now());
}
