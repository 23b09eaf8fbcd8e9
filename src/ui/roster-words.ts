// What is said in the list of people, in English; other languages put theirs in its place.
import type { Grammar } from './languages/grammar.ts';
import type { Words } from './languages/language.ts';

export const rosterEnglish = ({ several }: Grammar) => ({
  rename: 'Change name',
  newName: 'Your new name',
  logout: 'Forget me on this device',
  /** @param unsent whether something waits to be sent. */
  logoutAsk: (unsent: boolean) =>
    `You can’t edit or delete your messages after that.${unsent ? ' What is not yet sent will be lost.' : ''}`,
  readers: (n: number) => several(n, { one: '# reader', other: '# readers' }),
  thatIsYou: '(you)',
  tooMany: 'Too many people to name.',
});

export type RosterSentences = ReturnType<typeof rosterEnglish>;

export const rosterWords = (words: Words): Words & RosterSentences => ({
  ...rosterEnglish(words.grammar),
  ...words,
});
