import { importWithRetry } from '../ui/lazy/import-with-retry.ts';
import { NOTIFICATIONS_KEY } from '../ui/notifications/settings-key.ts';
import type { RoomModel } from '../ui/room/room-model.ts';

/** Starts the notifier if notifications are enabled on this device; otherwise nothing is loaded. */
export function startEnabledNotifier(room: RoomModel): void {
  if (!isEnabled()) return;
  void importWithRetry(() => import('../ui/notifications/settings-form.tsx')).then(
    ({ startNotifier }) => startNotifier(room),
  );
}

function isEnabled(): boolean {
  try {
    return localStorage.getItem(NOTIFICATIONS_KEY) !== null;
  } catch {
    return false;
  }
}
