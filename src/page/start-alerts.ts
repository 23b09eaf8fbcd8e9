import { ALERTS_KEY } from '../ui/alerts/key.ts';
import { importWithRetry } from '../ui/lazy/import-with-retry.ts';
import type { RoomModel } from '../ui/room-model.ts';

/** Begins to notify those who have asked for it on this device; for others nothing is loaded. */
export function startWishedAlerts(room: RoomModel): void {
  if (!areWished()) return;
  void importWithRetry(() => import('../ui/alerts/alert-settings.tsx')).then(({ startAlerts }) =>
    startAlerts(room),
  );
}

function areWished(): boolean {
  try {
    return localStorage.getItem(ALERTS_KEY) !== null;
  } catch {
    return false;
  }
}
