import { lazy } from '../lazy/lazy.ts';
import { languageName } from './language-name.ts';

/** Loaders of words per language, by the names that `languageName` returns. */
export type LazyWords<T> = { readonly en: () => Promise<T> } & Readonly<
  Record<string, () => Promise<T>>
>;

/**
 * Words that are loaded on first use, in the reader's language. Loading is retried; English is no
 * fallback for a language that fails to load.
 * @returns a function for use where signals are tracked: it returns the words in the first wanted language
 * that has them, else in English, and `null` while they are loading.
 */
export function lazyWords<T>(parts: LazyWords<T>): (wanted: readonly string[]) => T | null {
  const english = lazy(parts.en);
  const loaders = new Map(
    Object.entries(parts).map(([name, load]) => [name, name === 'en' ? english : lazy(load)]),
  );
  return (wanted) => {
    const names = wanted.map((tag) => languageName(tag) ?? '');
    const load = loaders.get(names.find((name) => loaders.has(name)) ?? 'en') ?? english;
    return load();
  };
}
