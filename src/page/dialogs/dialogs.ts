// The dialogs of the page, each loaded when it is first opened.
import type { ComponentType } from 'preact';
import { lazyView } from '../../ui/lazy/lazy-view.tsx';
import type { RoomModel } from '../../ui/room/room-model.ts';

/** `onDone` is called when it is closed. */
type Dialog = ComponentType<{ room: RoomModel; onDone: () => void }>;

export type DialogName = 'invite' | 'notifications' | 'keys';

export const dialogs: Readonly<Record<DialogName, Dialog>> = {
  invite: lazyView(() => import('./invite.tsx'), 'Invite'),
  notifications: lazyView(() => import('./notifications.tsx'), 'Notifications'),
  keys: lazyView(() => import('../../ui/keyboard/shortcuts-dialog.tsx'), 'ShortcutsDialog'),
};
