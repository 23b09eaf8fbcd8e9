// The dialogs of the page, each loaded when it is first asked for.
import type { ComponentType } from 'preact';
import { later } from '../../ui/later.tsx';
import type { RoomModel } from '../../ui/room-model.ts';

/** Called `onDone` once it is closed. */
type Sheet = ComponentType<{ room: RoomModel; onDone: () => void }>;

export type SheetName = 'invite' | 'notifications' | 'keys';

export const sheets: Readonly<Record<SheetName, Sheet>> = {
  invite: later(() => import('./invite.tsx'), 'Invite'),
  notifications: later(() => import('./notifications.tsx'), 'Notifications'),
  keys: later(() => import('../../ui/key-help.tsx'), 'KeyHelp'),
};
