// The languages besides English. Each is loaded when a reader wants it.
import { inEnglish, type Language, languageOf, type Translation } from './language.ts';
import { languageName } from './language-name.ts';

type Entry = {
  readonly dir: Language['dir'];
  /** Loads both parts that are needed from the start: the words of the first screen, and the others. */
  readonly load: () => Promise<readonly Translation[]>;
};

const ltr = (load: Entry['load']): Entry => ({ dir: 'ltr', load });

/** By language, with the script where it matters to readers. */
export const languages: Readonly<Record<string, Entry>> = {
  ar: {
    dir: 'rtl',
    load: () =>
      Promise.all([
        import('./words/ar.ts').then((part) => part.arabic),
        import('./more-words/ar.ts').then((part) => part.moreArabic),
      ]),
  },
  de: ltr(() =>
    Promise.all([
      import('./words/de.ts').then((part) => part.german),
      import('./more-words/de.ts').then((part) => part.moreGerman),
    ]),
  ),
  es: ltr(() =>
    Promise.all([
      import('./words/es.ts').then((part) => part.spanish),
      import('./more-words/es.ts').then((part) => part.moreSpanish),
    ]),
  ),
  ja: ltr(() =>
    Promise.all([
      import('./words/ja.ts').then((part) => part.japanese),
      import('./more-words/ja.ts').then((part) => part.moreJapanese),
    ]),
  ),
  'zh-Hant': ltr(() =>
    Promise.all([
      import('./words/zh-hant.ts').then((part) => part.traditionalChinese),
      import('./more-words/zh-hant.ts').then((part) => part.moreTraditionalChinese),
    ]),
  ),
};

/** Like `languageFor`, but also where the first wanted language is not English. */
export async function loadLanguage(wanted: readonly string[]): Promise<Language> {
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
