import { describe, expect, it } from 'vitest';
import { languageFor } from '../../../src/ui/languages/languages.ts';

describe('the language', () => {
  it('is the first of the wanted ones that there is', async () => {
    const chosen = async (...wanted: string[]) => (await languageFor(wanted)).tag;
    expect(await chosen('fr', 'de-AT', 'en')).toBe('de-AT');
    expect(await chosen('zh-TW')).toBe('zh-TW');
    expect(await chosen('zh-CN', 'ja')).toBe('ja');
    expect(await chosen('en-GB', 'de')).toBe('en-GB');
    expect(await chosen('fr', 'not a language')).toBe('en');
    expect(await chosen()).toBe('en');
  });

  it('is read from its own side', async () => {
    expect((await languageFor(['ar-EG'])).dir).toBe('rtl');
    expect((await languageFor(['ja'])).dir).toBe('ltr');
  });

  it('counts as its people do', async () => {
    const { words } = await languageFor(['ar']);
    expect([1, 2, 3, 11].map(words.newBelow)).toEqual([
      ...['رسالة جديدة واحدة', 'رسالتان جديدتان', '3 رسائل جديدة', '11 رسالة جديدة'],
    ]);
    expect((await languageFor(['ja'])).words.newBelow(3)).toBe('新着メッセージ3件');
    expect((await languageFor(['de'])).words.newBelow(1234)).toBe('1.234 neue Nachrichten');
  });

  it('says why in its own words, and the room’s where it has none', async () => {
    const { words } = await languageFor(['es']);
    expect(words.fault({ code: 'banned', message: '' })).toBe('Te han expulsado de esta sala.');
    expect(words.fault({ code: 'full_moon', message: 'Come back.' })).toBe('Come back.');
    expect(words.fault({ code: 'full_moon', message: '' })).toBe('Algo salió mal.');
    expect(words.paused({ code: 'overloaded', message: '' }, 3)).toBe(
      'La sala está muy ocupada. Lo que escribes se guarda; el envío sigue en 3 s.',
    );
  });
});
