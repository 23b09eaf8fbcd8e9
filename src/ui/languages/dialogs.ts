import { createElement, type FunctionComponent, type JSX } from 'preact';
import type { RoomModel } from '../room-model.ts';
import type { DialogTranslation, DialogWords } from './en-dialogs.ts';
import { type AllWords, allWords } from './en-more.ts';
import { lazyWords } from './lazy-words.ts';

const translations = lazyWords<DialogTranslation>({
  en: () => import('./en-dialogs.ts').then((part) => part.englishDialogs),
  ar: () => import('./ar-dialogs.ts').then((part) => part.arabicDialogs),
  de: () => import('./de-dialogs.ts').then((part) => part.germanDialogs),
  es: () => import('./es-dialogs.ts').then((part) => part.spanishDialogs),
  ja: () => import('./ja-dialogs.ts').then((part) => part.japaneseDialogs),
  'zh-Hant': () => import('./zh-hant-dialogs.ts').then((part) => part.traditionalChineseDialogs),
});

/** All words of a language, with those of dialogs. */
export type WordsInDialogs = AllWords & DialogWords;

/**
 * A dialog, picker or menu that says its words in the reader's language. The first one loads them, and
 * loading is retried; nothing is drawn until they are there, never English instead.
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
