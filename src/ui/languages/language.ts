// A language as the views use it: its words, and how it tells the time.
import { type Clock, clockOf } from './clock.ts';
import { english, type Words } from './en.ts';
import { grammarOf } from './grammar.ts';

export type Language = {
  /** As BCP 47 names it, with the region where the reader told one. */
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  readonly words: Words;
  readonly clock: Clock;
};

/** English, which needs no loading. @param wanted which English: it tells the time in several ways. */
export function inEnglish(wanted = 'en'): Language {
  const tag = /^en\b/.test(wanted) ? wanted : 'en';
  const words = english(grammarOf(tag));
  return { tag, dir: 'ltr', words, clock: clockOf(tag, words) };
}
