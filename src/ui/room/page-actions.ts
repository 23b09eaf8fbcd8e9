import { type Signal, signal } from '@preact/signals';
import { perRoom } from './per-room.ts';

/** What a page around the conversation can open for it; a chat on somebody's page has none of it. */
export type PageActions = {
  /** Says how others get here. */
  readonly invite?: () => void;
  /** Asks how one wishes to be notified. */
  readonly notifications?: () => void;
};

/** What there is around a room's conversation. */
export const pageActions = perRoom((): Signal<PageActions> => signal({}));
