// The English words of the composer. Translations replace them.
import type { Words } from '../language.ts';

export const englishComposer = {
  /** Shown when someone pastes or drops a file. */
  noFiles: 'You can’t send files or images here yet.',
  /** Shown if the message that is being edited has been deleted. */
  editKept: 'That message was deleted. Your text is still in the field.',
};

export type ComposerSentences = typeof englishComposer;

export const composerWords = (words: Words): Words & ComposerSentences => ({
  ...englishComposer,
  ...words,
});
