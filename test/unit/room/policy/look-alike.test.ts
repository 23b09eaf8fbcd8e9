import CONFUSABLES from 'unhomoglyph/data.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { LookAlike } from '../../../../src/room/policy/look-alike.ts';
import { ReservedNames, reservedFrom } from '../../../../src/room/policy/reserved-names.ts';

const assistant = new LookAlike('Assistant');
const readable = new Map<string, string[]>();
for (const [sign, prototype] of Object.entries(CONFUSABLES)) {
  const plain = prototype.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (/^[a-z]$/.test(plain)) readable.set(plain, [...(readable.get(plain) ?? []), sign]);
}

describe('a name looks like another [R7]', () => {
  it('with any of its letters replaced by one that Unicode calls confusable', () => {
    let count = 0;
    for (const [at, letter] of [...'Assistant'].entries())
      for (const sign of readable.get(letter.toLowerCase()) ?? []) {
        const name = `Assistant`.slice(0, at) + sign + `Assistant`.slice(at + 1);
        expect(assistant.matches(name), `${name} ${sign.codePointAt(0)?.toString(16)}`).toBe(true);
        count++;
      }
    expect(count).toBeGreaterThan(300);
  });

  it.each([
    ...['Assistant', 'ASSISTANT', 'aSSiStAnT', 'Аѕѕіѕtаnt', 'Ass1stant', 'ASSlSTANT', 'Ass|stant'],
    ...[
      'Assi stant',
      'A s s i s t a n t',
      'As-sis-tant',
      '@Assistant',
      '[Assistant]',
      'Assistant.',
    ],
    ...['Assistant 🤖', '✓ Assistant', 'Assistant\u00a0', 'Assístant', 'A\u0332ssistant'],
    ...['Ass\u200bistant', 'As\u00adsistant', 'Assistant\u3164', 'Ａｓｓｉｓｔａｎｔ', '𝓐𝓼𝓼𝓲𝓼𝓽𝓪𝓷𝓽'],
    ...['ⒶⓈⓈⒾⓈⓉⒶⓃⓉ', '🅰🆂🆂🅸🆂🆃🅰🅽🆃', '🇦🇸🇸🇮🇸🇹🇦🇳🇹', 'ᴀꜱꜱɪꜱᴛᴀɴᴛ', 'Aſſistant', 'Assıstant'],
    ...['A$$istant', 'A55i5tant', '4ssistant', '@ssistant', 'Ass!stant', 'A$$1s+4n7', 'ᗩssistᗩᑎt'],
    ...['Ⲁssistⲁⲛⲧ', 'Asƨistant', 'Aʃʃistant'],
  ])('in other letters or styles: %j', (name) => expect(assistant.matches(name)).toBe(true));

  it.each([
    'Assistants',
    'Assistant2',
    'My Assistant',
    'Assistent',
    'Asistant',
    'Ann',
    '🤖',
    '',
    'A',
  ])('but not if it is merely similar: %j', (name) => expect(assistant.matches(name)).toBe(false));

  it.each([
    ['AI', 'Al', true],
    ['AI', 'A.I.', true],
    ['C++', 'c++', true],
    ['C++', 'C', false],
    ['Bot!', 'bot', true],
    ['Tom', 'Torn', true],
    ['Анна', 'АННА', true],
    ['Анна', 'AHHA', true],
    ['助手', '助手', true],
    ['助手', '助', false],
    ['İpek', 'ipek', true],
    ['🤖', '🤖', true],
    ['🤖', '👍', false],
    ['Support', '5uþþo®7', true],
    ['Team 5', 'Team5', true],
    ['Team 5', 'Teams', false],
  ])('to %j, %j does: %s', (name, other, does) =>
    expect(new LookAlike(name).matches(other)).toBe(does),
  );
});

describe('reserved names', () => {
  it('are the operator’s, separated by commas or line breaks', () => {
    const reserved = new ReservedNames(
      reservedFrom('Support, Shop Team\nАдмин,，客服、店長;,', 40),
    );
    for (const name of ['support', 'Ѕuрport', 'ShopTeam', 'админ', '店長', '客服'])
      expect(reserved.fault(name), name).toMatchObject({ code: 'bad_request' });
    for (const name of ['Ann', 'Shop', 'Supporter']) expect(reserved.fault(name)).toBeUndefined();
    expect(reservedFrom(undefined, 40)).toEqual([]);
  });

  it('are rejected with a sentence that names the variable if one is invalid', () => {
    for (const given of ['\u200b', 'x'.repeat(41), 'Ann, \u202eBen'])
      expect(() => reservedFrom(given, 40)).toThrow('RESERVED_NAMES');
  });
});
