/**
 * The key of a translation: `de` for `de-AT`, `zh-Hant` for `zh-TW` and `zh-HK`.
 * @param tag a BCP 47 tag. @returns `null` if the tag is invalid.
 */
export function languageName(tag: string): string | null {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return language === 'zh' ? `${language}-${script}` : language;
  } catch {
    return null;
  }
}
