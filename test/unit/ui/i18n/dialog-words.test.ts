import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import { expect, it } from 'vitest';
import { arabicDialogs } from '../../../../src/ui/i18n/dialog-words/ar.ts';
import { germanDialogs } from '../../../../src/ui/i18n/dialog-words/de.ts';
import { englishDialogs } from '../../../../src/ui/i18n/dialog-words/en.ts';
import { spanishDialogs } from '../../../../src/ui/i18n/dialog-words/es.ts';
import { japaneseDialogs } from '../../../../src/ui/i18n/dialog-words/ja.ts';
import { traditionalChineseDialogs } from '../../../../src/ui/i18n/dialog-words/zh-hant.ts';
import { grammarOf } from '../../../../src/ui/i18n/grammar.ts';
import { languageFor } from '../../../../src/ui/i18n/language-for.ts';
import { type WordsInDialogs, withDialogWords } from '../../../../src/ui/i18n/with-dialog-words.ts';
import type { RoomModel } from '../../../../src/ui/room/room-model.ts';
import { waitUntil } from '../../../support/wait-for.ts';

type Drawn = VNode<{ words: WordsInDialogs }> | null;

it('renders a dialog in the reader’s language, and nothing until its texts are loaded', async () => {
  const language = await languageFor(['de-AT']);
  const room = { language: signal(language), words: language.words } as RoomModel;
  const Dialog = withDialogWords((_: { room: RoomModel }) => null as never);
  const drawn = () => Dialog({ room }) as Drawn;
  expect(drawn()).toBeNull();
  const { words } = (await waitUntil(drawn)).props;
  expect(words.alertSound).toBe(germanDialogs(words.grammar).alertSound);
  expect(words.cancel).toBe('Abbrechen');
});

it.each([
  ['ar', arabicDialogs],
  ['de', germanDialogs],
  ['es', spanishDialogs],
  ['ja', japaneseDialogs],
  ['zh-Hant', traditionalChineseDialogs],
] as const)('leaves no dialog text in English: %s', (tag, translation) => {
  const grammar = grammarOf(tag);
  const english: Readonly<Record<string, unknown>> = englishDialogs(grammar);
  const same = Object.entries(translation(grammar)).filter(
    ([name, said]) => typeof said === 'string' && said === english[name],
  );
  expect(same).toEqual([]);
});
