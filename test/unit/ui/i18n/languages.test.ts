import { describe, expect, it } from 'vitest';
import { englishAnswers } from '../../../../src/ui/i18n/feature-words/answers.ts';
import { englishComposer } from '../../../../src/ui/i18n/feature-words/composer.ts';
import { englishPeople } from '../../../../src/ui/i18n/feature-words/people.ts';
import { grammarOf } from '../../../../src/ui/i18n/grammar.ts';
import { languageFor } from '../../../../src/ui/i18n/language-for.ts';
import { moreArabic } from '../../../../src/ui/i18n/more-words/ar.ts';
import { moreGerman } from '../../../../src/ui/i18n/more-words/de.ts';
import { moreEnglish } from '../../../../src/ui/i18n/more-words/en.ts';
import { moreSpanish } from '../../../../src/ui/i18n/more-words/es.ts';
import { moreJapanese } from '../../../../src/ui/i18n/more-words/ja.ts';
import { moreTraditionalChinese } from '../../../../src/ui/i18n/more-words/zh-hant.ts';
import { arabic } from '../../../../src/ui/i18n/words/ar.ts';
import { german } from '../../../../src/ui/i18n/words/de.ts';
import { english } from '../../../../src/ui/i18n/words/en.ts';
import { spanish } from '../../../../src/ui/i18n/words/es.ts';
import { japanese } from '../../../../src/ui/i18n/words/ja.ts';
import { traditionalChinese } from '../../../../src/ui/i18n/words/zh-hant.ts';
import { pauseText } from '../../../../src/ui/status/connection-status.ts';

describe('the language', () => {
  it('is the first preferred one that is available', async () => {
    const chosen = async (...wanted: string[]) => (await languageFor(wanted)).tag;
    expect(await chosen('fr', 'de-AT', 'en')).toBe('de-AT');
    expect(await chosen('zh-TW')).toBe('zh-TW');
    expect(await chosen('zh-CN', 'ja')).toBe('ja');
    expect(await chosen('en-GB', 'de')).toBe('en-GB');
    expect(await chosen('fr', 'not a language')).toBe('en');
    expect(await chosen()).toBe('en');
  });

  it('has its own direction', async () => {
    expect((await languageFor(['ar-EG'])).dir).toBe('rtl');
    expect((await languageFor(['ja'])).dir).toBe('ltr');
  });

  it('has its own plural forms', async () => {
    const { words } = await languageFor(['ar']);
    expect([1, 2, 3, 11].map(words.newBelow)).toEqual([
      ...['رسالة جديدة واحدة', 'رسالتان جديدتان', '3 رسائل جديدة', '11 رسالة جديدة'],
    ]);
    expect((await languageFor(['ja'])).words.newBelow(3)).toBe('新着メッセージ3件');
    expect((await languageFor(['de'])).words.newBelow(1234)).toBe('1.234 neue Nachrichten');
  });

  it('writes a room with its sign, which stays before the name in both directions', async () => {
    const { words } = await languageFor(['en']);
    expect(words.placeholder(words.roomName('lobby'))).toBe('Message #lobby');
    const { words: arabic } = await languageFor(['ar']);
    expect(arabic.placeholder(arabic.roomName('lobby'))).toBe('رسالة إلى \u2068#lobby\u2069');
  });

  it('explains in its own words, or the room’s if it has none', async () => {
    const { words } = await languageFor(['es']);
    expect(words.fault({ code: 'banned', message: '' })).toBe('Te han expulsado de esta sala.');
    expect(words.fault({ code: 'full_moon', message: 'Come back.' })).toBe('Come back.');
    expect(words.fault({ code: 'full_moon', message: '' })).toBe('Algo salió mal.');
    expect(pauseText({ code: 'overloaded', message: '' }, 3, words)).toBe(
      'Hay mucha actividad en esta sala ahora mismo. Inténtalo de nuevo en 3\u00a0s.',
    );
  });

  it.each([
    ['ar', arabic, moreArabic],
    ['de', german, moreGerman],
    ['es', spanish, moreSpanish],
    ['ja', japanese, moreJapanese],
    ['zh-Hant', traditionalChinese, moreTraditionalChinese],
  ] as const)('leaves nothing in English: %s', (tag, first, more) => {
    const grammar = grammarOf(tag);
    const said = Object.keys({ ...first(grammar), ...more(grammar) });
    // These are the same in several languages.
    const shared = ['saidAt', 'roomName', 'emoji', 'chat'];
    const missing = Object.keys({
      ...english(grammar),
      ...moreEnglish(grammar),
      ...englishPeople(grammar),
      ...englishComposer,
    }).filter((name) => !said.includes(name));
    expect(missing.filter((name) => !shared.includes(name))).toEqual([]);
    const { answers } = more(grammar);
    expect(Object.keys(answers ?? {}).sort()).toEqual(Object.keys(englishAnswers).sort());
  });
});
