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
    n === 0 ? 'To the newest' : several(n, { one: '# new message', other: '# new messages' }),
  emoji: 'Emoji',

  composer: 'Your message',
  placeholder: (room: string) => `Message ${room}`,
  send: 'Send',
  save: 'Save',
  cancel: 'Cancel',

  nameLabel: 'What shall we call you?',
  namePlaceholder: 'Your name',
  join: 'Join in',

  people: 'Here now',
  online: (n: number) => `${count(n)} here`,

  chat: 'Chat',
  closeChat: 'Close the chat',
  ownPage: 'Open on a page of its own',
});
