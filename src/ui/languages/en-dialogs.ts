// The words of what opens on request: pickers, menus, settings and help. They are loaded with the first of
// these; see dialogs.ts.
import type { Grammar } from './grammar.ts';

/** English. */
export const englishDialogs = (_: Grammar) => ({
  keysTitle: 'Keys for messages',
  /** What each key does. */
  keys: {
    move: 'go from message to message',
    ends: 'go to the first, to the newest',
    into: 'go to what is in it',
    actions: 'all that can be done with it',
    reply: 'reply',
    react: 'react',
    edit: 'edit your own',
    remove: 'delete your own',
    editLast: 'in an empty field: edit your last',
    leave: 'leave what is open',
    parts: 'go to the next part of the page',
  },
  close: 'Close',
  findEmoji: 'Find an emoji',
  noEmoji: 'No emoji is called that.',
  emojiGroups: 'Kinds of emoji',
  /** The groups of emoji, and the color of people's skin. */
  emojiPicker: {
    recent: 'Used lately',
    smileys: 'Smileys and feelings',
    people: 'People and bodies',
    nature: 'Animals and nature',
    food: 'Food and drink',
    travel: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
    tone: 'Skin tone',
  },
  alertDesktop: 'Show a notification',
  alertSound: 'Play a soft sound',
  alertHint: 'When somebody writes while you look elsewhere. Kept in this browser.',
  alertDenied:
    'This browser blocks notifications from here. Its settings for this site can allow them.',
  alertUnable: 'This browser shows no notifications for pages.',
});

export type DialogWords = ReturnType<typeof englishDialogs>;

/** Another language has all of them: they are loaded without the English. */
export type DialogTranslation = (grammar: Grammar) => DialogWords;
