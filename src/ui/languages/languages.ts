// The languages there are, each loaded when someone reads it. English is there from the start.
import { inEnglish, type Language, languageOf, type Translation } from './language.ts';

type Entry = { readonly dir: Language['dir']; readonly load: () => Promise<Translation> };

const ltr = (load: Entry['load']): Entry => ({ dir: 'ltr', load });

/** By language, and by script where that makes another language to read. */
const languages: Readonly<Record<string, Entry>> = {
  ar: { dir: 'rtl', load: () => import('./ar.ts').then(({ arabic }) => arabic) },
  de: ltr(() => import('./de.ts').then(({ german }) => german)),
  es: ltr(() => import('./es.ts').then(({ spanish }) => spanish)),
  ja: ltr(() => import('./ja.ts').then(({ japanese }) => japanese)),
  'zh-Hant': ltr(() => import('./zh-hant.ts').then(({ traditionalChinese }) => traditionalChinese)),
};

/**
 * The first of the wanted languages that there is, else English; English too where it can't be loaded.
 * @param wanted as BCP 47 names them, the dearest first, such as `navigator.languages`.
 */
export async function languageFor(wanted: readonly string[]): Promise<Language> {
  for (const tag of wanted) {
    const name = nameOf(tag);
    if (name === 'en') return inEnglish(tag);
    const entry = name === null ? undefined : languages[name];
    if (!entry) continue;
    return entry.load().then(
      (translation) => languageOf(tag, entry.dir, translation),
      () => inEnglish(),
    );
  }
  return inEnglish();
}

/** `zh-TW` and `zh-HK` are read as `zh-Hant`; `null` for what is no language at all. */
function nameOf(tag: string): string | null {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return language === 'zh' ? `${language}-${script}` : language;
  } catch {
    return null;
  }
}
