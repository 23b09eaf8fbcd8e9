// What is said in the list of people, in English; other languages put theirs in its place.
import type { Grammar } from './languages/grammar.ts';
import type { Words } from './languages/language.ts';

export const rosterEnglish = ({ several }: Grammar) => ({
  rename: 'Change name',
  newName: 'Your new name',
  logout: 'Forget me on this device',
  /** @param unsent whether something waits to be sent. */
  logoutAsk: (unsent: boolean) =>
    `You won’t be able to edit or delete your messages.${unsent ? ' Unsent messages will be lost.' : ''}`,
  /** Those who have given no name. */
  guests: (n: number) => several(n, { one: '# guest', other: '# guests' }),
  /** Said where they are too many to be listed. */
  peopleOnline: (n: number) => several(n, { one: '# person online', other: '# people online' }),
  thatIsYou: '(you)',
});

export type RosterSentences = ReturnType<typeof rosterEnglish>;

export const rosterWords = (words: Words): Words & RosterSentences => ({
  ...rosterEnglish(words.grammar),
  ...words,
});
