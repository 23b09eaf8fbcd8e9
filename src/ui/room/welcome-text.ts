import { DEFAULT_WELCOME } from '../../client/app/welcome-text.ts';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from './room-model.ts';

/** The welcome text. The default one is translated; an operator's own text is not. */
export const welcomeText = (room: RoomModel): string | null =>
  room.notice.value === DEFAULT_WELCOME ? allWords(room.words).welcome : room.notice.value;

/** The operator's text about the room; `null` for the default text, which says nothing about it. */
export const roomTopic = (room: RoomModel): string | null =>
  room.notice.value === DEFAULT_WELCOME ? null : room.notice.value;
