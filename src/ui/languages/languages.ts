// The languages there are besides English, each loaded when someone reads it.
import { inEnglish, type Language, languageOf, type Translation } from './language.ts';
import { languageName } from './language-name.ts';

type Entry = {
  readonly dir: Language['dir'];
  /** Both parts that are needed from the start, each small: what one sees first, and the rest. */
  readonly load: () => Promise<readonly Translation[]>;
};

const ltr = (load: Entry['load']): Entry => ({ dir: 'ltr', load });

/** By language, and by script where that makes another language to read. */
export const languages: Readonly<Record<string, Entry>> = {
  ar: {
    dir: 'rtl',
    load: () =>
      Promise.all([
        import('./ar.ts').then((part) => part.arabic),
        import('./ar-more.ts').then((part) => part.moreArabic),
      ]),
  },
  de: ltr(() =>
    Promise.all([
      import('./de.ts').then((part) => part.german),
      import('./de-more.ts').then((part) => part.moreGerman),
    ]),
  ),
  es: ltr(() =>
    Promise.all([
      import('./es.ts').then((part) => part.spanish),
      import('./es-more.ts').then((part) => part.moreSpanish),
    ]),
  ),
  ja: ltr(() =>
    Promise.all([
      import('./ja.ts').then((part) => part.japanese),
      import('./ja-more.ts').then((part) => part.moreJapanese),
    ]),
  ),
  'zh-Hant': ltr(() =>
    Promise.all([
      import('./zh-hant.ts').then((part) => part.traditionalChinese),
      import('./zh-hant-more.ts').then((part) => part.moreTraditionalChinese),
    ]),
  ),
};

/** As `languageFor`, whatever is wanted first. */
export async function languageAmong(wanted: readonly string[]): Promise<Language> {
  for (const tag of wanted) {
    const name = languageName(tag);
    if (name === 'en') return inEnglish(tag);
    const entry = name === null ? undefined : languages[name];
    if (!entry) continue;
    return entry.load().then(
      (parts) => languageOf(tag, entry.dir, parts),
      () => inEnglish(),
    );
  }
  return inEnglish();
}
