import type { Language } from '../ui/i18n/language.ts';
import { languageFor } from '../ui/i18n/language-for.ts';
import type { Options } from './api/options.ts';
import type { Settings } from './api/properties.ts';

/** The language of a widget, with the site's own title, placeholder, strings and direction. */
export async function widgetLanguage(
  { languages, placeholder, title, dir }: Options,
  strings: Settings['strings'],
): Promise<Language> {
  const language = await languageFor(languages);
  const words = {
    ...language.words,
    ...(title !== null && { roomName: () => title }),
    ...(placeholder !== null && { placeholder: () => placeholder }),
  };
  // Lazy, because few sites have strings of their own.
  if (strings)
    await import('./api/custom-strings.ts').then(
      ({ applyStrings }) => applyStrings(words, strings),
      () => {},
    );
  return { ...language, words, dir: dir ?? language.dir };
}
