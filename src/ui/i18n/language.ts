// A language as the views use it: its words and its date formats.
import type { Failure } from '../../client/index.ts';
import { type Clock, clockOf } from './clock.ts';
import type { ComposerSentences } from './feature-words/composer.ts';
import type { PageSentences } from './feature-words/page.ts';
import type { PeopleSentences } from './feature-words/people.ts';
import { type Grammar, grammarOf } from './grammar.ts';
import type { MoreSentences } from './more-words/en.ts';
import { english, type Sentences } from './words/en.ts';

/** The words of the first screen. Translations also carry the other words, which `allWords` picks up. */
export type Words = Omit<Sentences, 'faults' | 'someFault'> & {
  /** Describes an error. */
  readonly fault: (failure: Failure) => string;
  readonly grammar: Grammar;
};

export type Language = {
  /** A BCP 47 tag, with the region if the reader's settings have one. */
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  readonly words: Words;
  readonly clock: Clock;
};

/** What a language says instead of English. */
export type Translation = (
  grammar: Grammar,
) => Partial<Sentences & MoreSentences & PeopleSentences & PageSentences & ComposerSentences>;

/** English, which is always loaded. @param wanted the variant: regions format dates differently. */
export const inEnglish = (wanted = 'en'): Language =>
  languageOf(/^en\b/.test(wanted) ? wanted : 'en', 'ltr');

/**
 * @param tag the language of the translations, with the region whose formats are used.
 * @param translations its parts; missing sentences stay English.
 */
export function languageOf(
  tag: string,
  dir: Language['dir'],
  translations: readonly Translation[] = [],
): Language {
  const grammar = grammarOf(tag);
  const sentences: Sentences = english(grammar);
  for (const translation of translations) Object.assign(sentences, translation(grammar));
  const { faults, someFault, ...rest } = sentences;
  const words: Words = {
    ...rest,
    fault: ({ code, message }) => (faults[code] ?? message) || someFault,
    grammar,
  };
  return { tag, dir, words, clock: clockOf(tag, words) };
}
