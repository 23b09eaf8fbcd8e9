// The notification settings of this browser; everything is off by default.
import { type Signal, signal } from '@preact/signals';
import { NOTIFICATIONS_KEY } from './settings-key.ts';

export type NotificationSettings = { readonly desktop: boolean; readonly sound: boolean };

const parse = (text: string | null): NotificationSettings => {
  const wished: Partial<NotificationSettings> | null = text === null ? null : JSON.parse(text);
  return { desktop: wished?.desktop === true, sound: wished?.sound === true };
};

/** @param storage where the settings are stored; if it is denied, they last as long as the page. */
export function storedSettings(storage: () => Storage): Signal<NotificationSettings> {
  const load = (): NotificationSettings => {
    try {
      return parse(storage().getItem(NOTIFICATIONS_KEY));
    } catch {
      return { desktop: false, sound: false };
    }
  };
  const wishes = signal(load());
  wishes.subscribe((wished) => {
    try {
      if (wished.desktop || wished.sound)
        storage().setItem(NOTIFICATIONS_KEY, JSON.stringify(wished));
      else storage().removeItem(NOTIFICATIONS_KEY);
    } catch {
      // Storage is denied.
    }
  });
  addEventListener('storage', ({ key }) => {
    if (key === NOTIFICATIONS_KEY || key === null) wishes.value = load();
  });
  return wishes;
}
