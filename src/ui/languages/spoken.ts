// English is there from the start; that there are other languages is known where one is wanted.
import { inEnglish, type Language } from './language.ts';

/**
 * The first of the wanted languages that there is, else English; English too where it can't be loaded.
 * @param wanted as BCP 47 names them, the dearest first, such as `navigator.languages`.
 */
export async function languageFor(wanted: readonly string[]): Promise<Language> {
  const [dearest = 'en'] = wanted;
  if (/^en\b/i.test(dearest)) return inEnglish(dearest);
  return import('./languages.ts').then(
    ({ languageAmong }) => languageAmong(wanted),
    () => inEnglish(),
  );
}
