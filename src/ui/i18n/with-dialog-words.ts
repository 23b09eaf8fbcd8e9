import { createElement, type FunctionComponent, type JSX } from 'preact';
import type { RoomModel } from '../room/room-model.ts';
import type { DialogTranslation, DialogWords } from './dialog-words/en.ts';
import { lazyWords } from './lazy-words.ts';
import { type AllWords, allWords } from './more-words/en.ts';

const translations = lazyWords<DialogTranslation>({
  en: () => import('./dialog-words/en.ts').then((part) => part.englishDialogs),
  ar: () => import('./dialog-words/ar.ts').then((part) => part.arabicDialogs),
  de: () => import('./dialog-words/de.ts').then((part) => part.germanDialogs),
  es: () => import('./dialog-words/es.ts').then((part) => part.spanishDialogs),
  ja: () => import('./dialog-words/ja.ts').then((part) => part.japaneseDialogs),
  'zh-Hant': () =>
    import('./dialog-words/zh-hant.ts').then((part) => part.traditionalChineseDialogs),
});

/** All words of a language, including those of dialogs. */
export type WordsInDialogs = AllWords & DialogWords;

/**
 * Gives a dialog, picker or menu its words in the reader's language. The first one that renders loads
 * them, with retries; until then nothing is rendered, rather than English.
 */
export function withDialogWords<P extends { room: RoomModel }>(
  View: (props: P & { words: WordsInDialogs }) => JSX.Element,
): (props: P) => JSX.Element | null {
  return (props) => {
    const { language, words } = props.room;
    const translation = translations([language.value.tag]);
    if (!translation) return null;
    const all = { ...translation(words.grammar), ...allWords(words) };
    return createElement(View as FunctionComponent<object>, { ...props, words: all });
  };
}
