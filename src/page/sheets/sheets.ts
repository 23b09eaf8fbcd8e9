// The dialogs of the page, each loaded when it is first asked for.
import type { ComponentType } from 'preact';
import { lazyView } from '../../ui/lazy/lazy-view.tsx';
import type { RoomModel } from '../../ui/room-model.ts';

/** Called `onDone` once it is closed. */
type Sheet = ComponentType<{ room: RoomModel; onDone: () => void }>;

export type SheetName = 'invite' | 'notifications' | 'keys';

export const sheets: Readonly<Record<SheetName, Sheet>> = {
  invite: lazyView(() => import('./invite.tsx'), 'Invite'),
  notifications: lazyView(() => import('./notifications.tsx'), 'Notifications'),
  keys: lazyView(() => import('../../ui/key-help.tsx'), 'KeyHelp'),
};
