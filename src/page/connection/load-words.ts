import type { Language } from '../../ui/i18n/language.ts';
import { lazyWords } from '../../ui/i18n/lazy-words.ts';
import type { PanelTranslation } from './languages/en.ts';
import { type PanelWords, panelWords } from './panel-words.ts';

const translations = lazyWords<PanelTranslation>({
  en: () => import('./languages/en.ts').then((part) => part.english),
  ar: () => import('./languages/ar.ts').then((part) => part.arabic),
  de: () => import('./languages/de.ts').then((part) => part.german),
  es: () => import('./languages/es.ts').then((part) => part.spanish),
  ja: () => import('./languages/ja.ts').then((part) => part.japanese),
  'zh-Hant': () => import('./languages/zh-hant.ts').then((part) => part.traditionalChinese),
});

/** The words of the panel in the reader's language; `null` while they are loading. */
export function wordsIn({ tag, words: { grammar } }: Language): PanelWords | null {
  const translation = translations([tag]);
  return translation && panelWords(translation(grammar), tag, grammar);
}
