import { lazy } from '../lazy/lazy.ts';
import { languageName } from './language-name.ts';

/** Words in every language, by the names that `languageName` gives; each is loaded by itself. */
export type LazyWords<T> = { readonly en: () => Promise<T> } & Readonly<
  Record<string, () => Promise<T>>
>;

/**
 * Words that are loaded when something first needs them, in the reader's language: never English
 * instead. Loading is retried.
 * @returns what gives them for the first of these languages that there is, else in English, and `null`
 * while they are loading; to be called where signals are followed.
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
