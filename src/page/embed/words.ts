import { lazyWords } from '../../ui/i18n/lazy-words.ts';
import type { EmbedWords } from './languages/en.ts';

/** The words of this page in the first of the wanted languages that there is; `null` while they are loading. */
export const embedWords = lazyWords<EmbedWords>({
  en: () => import('./languages/en.ts').then((part) => part.english),
  ar: () => import('./languages/ar.ts').then((part) => part.arabic),
  de: () => import('./languages/de.ts').then((part) => part.german),
  es: () => import('./languages/es.ts').then((part) => part.spanish),
  ja: () => import('./languages/ja.ts').then((part) => part.japanese),
  'zh-Hant': () => import('./languages/zh-hant.ts').then((part) => part.traditionalChinese),
});
