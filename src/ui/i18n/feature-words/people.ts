// The English words of the list of people. Translations replace them.
import type { Grammar } from '../grammar.ts';
import type { Words } from '../language.ts';

export const englishPeople = ({ several }: Grammar) => ({
  rename: 'Change name',
  newName: 'Your new name',
  logout: 'Forget me on this device',
  /** @param unsent whether something waits to be sent. */
  logoutAsk: (unsent: boolean) =>
    `You won’t be able to edit or delete your messages.${unsent ? ' Unsent messages will be lost.' : ''}`,
  /** People without a name. */
  guests: (n: number) => several(n, { one: '# guest', other: '# guests' }),
  /** Shown instead of the list if it would be too long. */
  peopleOnline: (n: number) => several(n, { one: '# person online', other: '# people online' }),
  thatIsYou: '(you)',
});

export type PeopleSentences = ReturnType<typeof englishPeople>;

export const peopleWords = (words: Words): Words & PeopleSentences => ({
  ...englishPeople(words.grammar),
  ...words,
});
