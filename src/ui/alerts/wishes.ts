// How this browser's person wants to be called; nothing of it until they say so.
import { type Signal, signal } from '@preact/signals';
import { ALERTS_KEY } from './key.ts';

export type Wishes = { readonly desktop: boolean; readonly sound: boolean };

const parse = (text: string | null): Wishes => {
  const wished: Partial<Wishes> | null = text === null ? null : JSON.parse(text);
  return { desktop: wished?.desktop === true, sound: wished?.sound === true };
};

/** @param storage where they are kept; while it is denied, they last as long as the page. */
export function keptWishes(storage: () => Storage): Signal<Wishes> {
  const load = (): Wishes => {
    try {
      return parse(storage().getItem(ALERTS_KEY));
    } catch {
      return { desktop: false, sound: false };
    }
  };
  const wishes = signal(load());
  wishes.subscribe((wished) => {
    try {
      if (wished.desktop || wished.sound) storage().setItem(ALERTS_KEY, JSON.stringify(wished));
      else storage().removeItem(ALERTS_KEY);
    } catch {
      // As above.
    }
  });
  addEventListener('storage', ({ key }) => {
    if (key === ALERTS_KEY || key === null) wishes.value = load();
  });
  return wishes;
}
