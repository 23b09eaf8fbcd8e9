// The words of pickers, menus, settings and help. They are loaded with the first of these; see
// with-dialog-words.ts.
import type { Grammar } from '../grammar.ts';

/** English. */
export const englishDialogs = (_: Grammar) => ({
  /** What each key does. */
  keys: {
    move: 'go to the previous or next message',
    ends: 'go to the first or latest message',
    into: 'go into the message',
    actions: 'open actions',
    reply: 'reply',
    react: 'react',
    edit: 'edit your message',
    remove: 'delete your message',
    editLast: 'edit your last message (in an empty field)',
    leave: 'close',
    parts: 'go to the next part of the page',
  },
  close: 'Close',
  findEmoji: 'Search emoji',
  noEmoji: 'No emoji found',
  emojiGroups: 'Emoji categories',
  /** The groups of emoji, and the color of people's skin. */
  emojiPicker: {
    recent: 'Recent',
    smileys: 'Smileys & emotion',
    people: 'People & body',
    nature: 'Animals & nature',
    food: 'Food & drink',
    travel: 'Travel & places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
    tone: 'Skin tone',
  },
  alertDesktop: 'Show notifications',
  alertSound: 'Play a sound',
  alertHint: 'When someone writes while you’re in another tab. Saved on this device.',
  alertDenied: 'Notifications are blocked. Allow them for this site in your browser’s settings.',
  alertUnable: 'This browser doesn’t support notifications.',
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
  hereNow: (names: string) => `Online now: ${names}`,
  nobodyElse: 'No one else is here yet',
});

export type DialogWords = ReturnType<typeof englishDialogs>;

/** Another language has all of them: they are loaded without the English. */
export type DialogTranslation = (grammar: Grammar) => DialogWords;
