import type { AllWords } from '../languages/en-more.ts';

/** What stands in the picker beside the emoji, in English: their groups, and what colours people. */
export const pickerWords = {
  recent: 'Used lately',
  smileys: 'Smileys and feelings',
  people: 'People and bodies',
  nature: 'Animals and nature',
  food: 'Food and drink',
  travel: 'Travel and places',
  activities: 'Activities',
  objects: 'Objects',
  symbols: 'Symbols',
  flags: 'Flags',
  tone: 'Skin tone',
} as const;

export type PickerWords = Readonly<Record<keyof typeof pickerWords, string>>;

/** A word of the picker in the reader's language, where that has it. */
export const wordIn = (words: AllWords, name: keyof PickerWords): string =>
  words.emojiPicker[name] ?? pickerWords[name];
