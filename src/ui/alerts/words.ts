// What is said of notifications, in English; other languages put theirs in its place.
import type { Words } from '../languages/language.ts';

export const english = {
  alertDesktop: 'Show a notification',
  alertSound: 'Play a soft sound',
  alertHint: 'When somebody writes while you look elsewhere. Kept in this browser.',
  alertDenied:
    'This browser blocks notifications from here. Its settings for this site can allow them.',
  alertUnable: 'This browser shows no notifications for pages.',
  alertTitle: (name: string, room: string) => `${name} in ${room}`,
};

export type AlertSentences = typeof english;

export const alertWords = (words: Words): Words & AlertSentences => ({ ...english, ...words });
