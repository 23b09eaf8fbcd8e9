// English is always loaded; the list of other languages is loaded when one is wanted.
import { inEnglish, type Language } from './language.ts';

/**
 * The first wanted language that has a translation, else English. Also English if loading fails.
 * @param wanted BCP 47 tags, most preferred first, such as `navigator.languages`.
 */
export async function languageFor(wanted: readonly string[]): Promise<Language> {
  const [preferred = 'en'] = wanted;
  if (/^en\b/i.test(preferred)) return inEnglish(preferred);
  return import('./languages.ts').then(
    ({ loadLanguage }) => loadLanguage(wanted),
    () => inEnglish(),
  );
}
