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
  invitePeople: 'Invite people',
  inviteTo: (room: string) => `Invite people to #${room}`,
  inviteHint: 'Anyone with this link can join.',
  inviteLink: 'Link to this room',
  share: 'Share…',
  qrCode: 'QR code of the link',
  scan: 'Scan to join on your phone',
  embed: 'Embed this chat',
  shortcuts: 'Keyboard shortcuts',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  ask: (name: string) => `Ask ${name}`,
  mention: 'Mention someone',
  codeBlock: 'Code block',
  sayHello: 'Say hello',
  hello: 'Hello everyone! 👋',
  hereNow: (names: string) => `Here now: ${names}`,
  nobodyElse: 'Nobody else is here yet',
});

export type DialogWords = ReturnType<typeof englishDialogs>;

/** Another language has all of them: they are loaded without the English. */
export type DialogTranslation = (grammar: Grammar) => DialogWords;
