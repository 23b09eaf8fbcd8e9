// A language as the views use it: its words, and how it tells the time.
import type { Failure } from '../../client/index.ts';
import { type Clock, clockOf } from './clock.ts';
import { english, type Sentences } from './en.ts';
import { type Grammar, grammarOf } from './grammar.ts';

export type Words = Omit<Sentences, 'faults' | 'someFault' | 'pauses' | 'somePause' | 'goesOn'> & {
  /** What went wrong. */
  readonly fault: (failure: Failure) => string;
  /** Why and until when one waits. @param seconds `null` where they would be read out one by one. */
  readonly paused: (reason: Failure, seconds: number | null) => string;
};

export type Language = {
  /** As BCP 47 names it, with the region where the reader told one. */
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  readonly words: Words;
  readonly clock: Clock;
};

/** What another language puts in the place of English. */
export type Translation = (grammar: Grammar) => Partial<Sentences>;

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
  const { faults, someFault, pauses, somePause, goesOn, ...rest } = sentences;
  const words: Words = {
    ...rest,
    fault: ({ code, message }) => (faults[code] ?? message) || someFault,
    paused: ({ code }, seconds) => `${pauses[code] ?? somePause} ${goesOn(seconds)}`,
  };
  return { tag, dir, words, clock: clockOf(tag, words) };
}
