/**
 * The language by which translations are listed: `de` for `de-AT`, `zh-Hant` for `zh-TW` and `zh-HK`.
 * @param tag as BCP 47 names a language. @returns `null` for what is no language at all.
 */
export function languageName(tag: string): string | null {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return language === 'zh' ? `${language}-${script}` : language;
  } catch {
    return null;
  }
}
