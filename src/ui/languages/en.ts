// Every sentence that people read first, in one place, so that other languages can take its place. The
// rest is in `en-more.ts` and `en-dialogs.ts`.
import type { Grammar } from './grammar.ts';

export type Sentences = ReturnType<typeof english>;

/** English. */
export const english = ({ count, several }: Grammar) => ({
  /** What to say about a failure; for codes that are not here the room's own sentence stands. */
  faults: {} as Readonly<Record<string, string>>,
  someFault: 'Something went wrong.',

  you: 'You',
  messages: 'Messages',
  deleted: 'This message was deleted.',
  edited: 'edited',
  saidAt: (name: string, time: string) => `${name}, ${time}`,
  today: 'Today',
  yesterday: 'Yesterday',
  unreadLine: 'New',
  newBelow: (n: number) =>
    n === 0 ? 'Jump to latest' : several(n, { one: '# new message', other: '# new messages' }),
  emoji: 'Emoji',

  /** What a room is called where it is spoken of; a site may call it by a title. */
  roomName: (name: string) => `#${name}`,
  composer: 'Your message',
  /** @param room `#lobby`, or what the site calls the chat. */
  placeholder: (room: string) => `Message ${room}`,
  send: 'Send',
  save: 'Save',
  cancel: 'Cancel',

  nameLabel: 'What’s your name?',
  namePlaceholder: 'Your name',
  join: 'Join',

  people: 'Online',
  online: (n: number) => `${count(n)} online`,

  chat: 'Chat',
  closeChat: 'Close chat',
  ownPage: 'Open in new tab',
});
