import { createElement, type FunctionComponent, type JSX } from 'preact';
import { onDemand } from '../on-demand.ts';
import type { RoomModel } from '../room-model.ts';
import type { DialogTranslation, DialogWords } from './en-dialogs.ts';
import { type AllWords, allWords } from './en-more.ts';
import { languageName } from './language-name.ts';

const english = onDemand(() => import('./en-dialogs.ts').then((part) => part.englishDialogs));

const others: Readonly<Record<string, () => DialogTranslation | null>> = {
  ar: onDemand(() => import('./ar-dialogs.ts').then((part) => part.arabicDialogs)),
  de: onDemand(() => import('./de-dialogs.ts').then((part) => part.germanDialogs)),
  es: onDemand(() => import('./es-dialogs.ts').then((part) => part.spanishDialogs)),
  ja: onDemand(() => import('./ja-dialogs.ts').then((part) => part.japaneseDialogs)),
  'zh-Hant': onDemand(() =>
    import('./zh-hant-dialogs.ts').then((part) => part.traditionalChineseDialogs),
  ),
};

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
    const translation = (others[languageName(language.value.tag) ?? ''] ?? english)();
    if (!translation) return null;
    const all = { ...translation(words.grammar), ...allWords(words) };
    return createElement(View as FunctionComponent<object>, { ...props, words: all });
  };
}
