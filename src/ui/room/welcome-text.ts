import { DEFAULT_WELCOME } from '../../client/app/welcome-text.ts';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from './room-model.ts';

/** What whoever arrives is told; an operator's own text stays as it was written. */
export const welcomeText = (room: RoomModel): string | null =>
  room.notice.value === DEFAULT_WELCOME ? allWords(room.words).welcome : room.notice.value;

/** What the operator says of the room. Our own welcome says nothing about this one. */
export const roomTopic = (room: RoomModel): string | null =>
  room.notice.value === DEFAULT_WELCOME ? null : room.notice.value;
