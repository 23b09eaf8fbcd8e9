/** What the keys do, in English. */
export const keyWords = {
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
} as const;

export type KeyWords = Readonly<Record<keyof typeof keyWords, string>>;
