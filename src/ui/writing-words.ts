// What is said of writing, in English; other languages put theirs in its place.
import type { Words } from './languages/language.ts';

export const writingEnglish = {
  /** Somebody pasted or dropped a picture or another file. */
  noFiles: 'You can’t send files or images here yet.',
  /** The message that was being edited is gone; its new text is still in the field. */
  editKept: 'That message was deleted. Your text is still in the field.',
};

export type WritingSentences = typeof writingEnglish;

export const writingWords = (words: Words): Words & WritingSentences => ({
  ...writingEnglish,
  ...words,
});
