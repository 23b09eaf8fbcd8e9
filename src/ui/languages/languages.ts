// The languages there are, each loaded when someone reads it. English is there from the start.
import { inEnglish, type Language, languageOf, type Translation } from './language.ts';

type Entry = {
  readonly dir: Language['dir'];
  /** In two parts, each small: what one sees first, and the rest. */
  readonly load: () => Promise<readonly Translation[]>;
};

const ltr = (load: Entry['load']): Entry => ({ dir: 'ltr', load });

/** By language, and by script where that makes another language to read. */
const languages: Readonly<Record<string, Entry>> = {
  ar: {
    dir: 'rtl',
    load: async () => [(await import('./ar.ts')).arabic, (await import('./ar-more.ts')).moreArabic],
  },
  de: ltr(async () => [
    (await import('./de.ts')).german,
    (await import('./de-more.ts')).moreGerman,
  ]),
  es: ltr(async () => [
    (await import('./es.ts')).spanish,
    (await import('./es-more.ts')).moreSpanish,
  ]),
  ja: ltr(async () => [
    (await import('./ja.ts')).japanese,
    (await import('./ja-more.ts')).moreJapanese,
  ]),
  'zh-Hant': ltr(async () => [
    (await import('./zh-hant.ts')).traditionalChinese,
    (await import('./zh-hant-more.ts')).moreTraditionalChinese,
  ]),
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
      (parts) => languageOf(tag, entry.dir, parts),
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
