// A language as the views use it: its words, and how it tells the time.
import type { Failure } from '../../client/index.ts';
import type { RosterSentences } from '../roster-words.ts';
import type { ShellSentences } from '../shell-words.ts';
import type { WritingSentences } from '../writing-words.ts';
import { type Clock, clockOf } from './clock.ts';
import { english, type Sentences } from './en.ts';
import type { LaterSentences } from './en-more.ts';
import { type Grammar, grammarOf } from './grammar.ts';

/** What is said first. With it comes what another language says later, for `allWords` to find. */
export type Words = Omit<Sentences, 'faults' | 'someFault'> & {
  /** What went wrong. */
  readonly fault: (failure: Failure) => string;
  readonly grammar: Grammar;
};

export type Language = {
  /** As BCP 47 names it, with the region where the reader told one. */
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  readonly words: Words;
  readonly clock: Clock;
};

/** What another language puts in the place of English. */
export type Translation = (
  grammar: Grammar,
) => Partial<Sentences & LaterSentences & RosterSentences & ShellSentences & WritingSentences>;

/** English, which needs no loading. @param wanted which English: it tells the time in several ways. */
export const inEnglish = (wanted = 'en'): Language =>
  languageOf(/^en\b/.test(wanted) ? wanted : 'en', 'ltr');

/**
 * @param tag the language of the translations, with the region whose customs it follows.
 * @param translations its parts; what is in none of them is said in English.
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
