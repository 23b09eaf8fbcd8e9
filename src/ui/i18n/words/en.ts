// The sentences of the first screen, which translations replace. The others are in `more-words/` and
// `dialog-words/`.
import type { Grammar } from '../grammar.ts';

export type Sentences = ReturnType<typeof english>;

/** English. */
export const english = ({ count, several }: Grammar) => ({
  /** Sentences by error code; for other codes the server's message is shown. */
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

  /** The room's name in a sentence; a site's title replaces it. */
  roomName: (name: string) => `#${name}`,
  composer: 'Your message',
  /** @param room `#lobby`, or the site's title for the chat. */
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
