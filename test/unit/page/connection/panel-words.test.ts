import { expect, it } from 'vitest';
import { english } from '../../../../src/page/connection/languages/en.ts';
import { wordsIn } from '../../../../src/page/connection/load-words.ts';
import { panelWords } from '../../../../src/page/connection/panel-words.ts';
import { grammarOf } from '../../../../src/ui/i18n/grammar.ts';
import { languageFor } from '../../../../src/ui/i18n/language-for.ts';
import { waitUntil } from '../../../support/wait-for.ts';

const LOST = {
  at: 'waiting',
  attempt: 4,
  until: new Date(2026, 0, 1, 9, 8, 7, 6).getTime(),
  reason: { code: 'unreachable', message: '' },
} as const;

it('says when a lost connection is retried', () => {
  const grammar = grammarOf('en');
  const words = panelWords(english(grammar), 'en', grammar);
  expect(words.state(LOST)).toBe('Disconnected. Retry 4 at 09:08:07.006');
});

it.each([
  ['ar', 'تفاصيل الاتصال', 'انقطع الاتصال'],
  ['de', 'Verbindungsdetails', 'Getrennt. Versuch 4 um 09:08:07,006'],
  ['es', 'Detalles de la conexión', 'Desconectado. Intento 4 a las 09:08:07,006'],
  ['ja', '接続の詳細', '切断されました。09:08:07.006 に4回目の再試行'],
  ['zh-Hant', '連線詳細資料', '連線中斷，09:08:07.006 第 4 次重試'],
])('is in the reader’s language once its texts are loaded: %s', async (tag, title, lost) => {
  const language = await languageFor([tag]);
  const words = await waitUntil(() => wordsIn(language));
  expect(words.title).toBe(title);
  expect(words.state(LOST)).toContain(lost);
});
