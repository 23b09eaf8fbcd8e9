import { type Signal, signal } from '@preact/signals';
import { perRoom } from './per-room.ts';

/** Actions that the room's own page offers to the conversation; the widget has none. */
export type PageActions = {
  /** Opens the invite dialog. */
  readonly invite?: () => void;
  /** Opens the notification settings. */
  readonly notifications?: () => void;
};

/** The page actions of a room. */
export const pageActions = perRoom((): Signal<PageActions> => signal({}));
