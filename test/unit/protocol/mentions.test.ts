import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/protocol/fold.ts';
import { MENTION_SIGNS, MentionFinder } from '../../../src/protocol/mentions.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

const finder = new MentionFinder([
  ...['Assistant', 'Ann', 'Ada', 'Ada Lovelace', 'Jean-Luc', 'C++', 'a.b*c'],
  ...['李雷', '花子', 'สมชาย', '민수', '민수정', 'İpek', 'Zoë', 'Straße', 'Οδυσσεύς', 'नीरज', '👩'],
]);
const mentioned = (text: string): string[] =>
  finder.all(text).map(({ from, to }) => text.slice(from, to));

/** Words of scripts that have no spaces between them, and one of Korean, which may be adjacent. */
const UNSPACED = {
  Han: '你好',
  Hiragana: 'こんにちは',
  Katakana: 'ヘルプー',
  'half-width Katakana': 'ﾍﾙﾌﾟ',
  Bopomofo: 'ㄋㄧ',
  Thai: 'สวัสดี',
  'Thai with a sara am': 'ทำ',
  Lao: 'ສະບາຍດີ',
  Khmer: 'សួស្តី',
  Myanmar: 'မင်္ဂလာပါ',
  Tibetan: 'བཀྲ',
  Hangul: '안녕',
  'Hangul in jamo': '안녕'.normalize('NFD'),
};
const SPACED = ['me', 'почта', 'αβ', 'שלום', 'سلام', 'नमस्ते', 'e\u0301', '𝒜', 'ⅷ', '7', 'x_', 'ß'];

describe('a mention [R26]', () => {
  it.each(["O'Brien", 'O’Brien'])('finds %j with either apostrophe', (name) => {
    const finder = new MentionFinder([name]);
    for (const text of ["@O'Brien hi", '@O’Brien’s', '@o’brien'])
      expect(finder.all(text), text).toHaveLength(1);
  });

  it.each(Object.entries(UNSPACED))('may stand between letters of %s', (_, word) => {
    for (const sign of MENTION_SIGNS)
      for (const name of ['Assistant', '李雷', 'สมชาย', 'Ada Lovelace'])
        expect(mentioned(`${word}${sign}${name}${word}`)).toEqual([`${sign}${name}`]);
  });

  it.each(SPACED)('is not part of a word or an address, as with %j before or after it', (word) => {
    expect(mentioned(`${word}@Ann hi`)).toEqual([]);
    expect(mentioned(`${word}@Assistant.ru`)).toEqual([]);
    expect(mentioned(`@Ann${word.replace('_', '')} hi`)).toEqual([]);
    expect(mentioned(`@Ann_${word} hi`)).toEqual([]);
  });

  it.each([
    ['hi @Ann, and (@ADA), "@jean-luc"!', ['@Ann', '@ADA', '@jean-luc']],
    ['_@Ann_ **@Ada** ~~@Ann~~', ['@Ann', '@Ada', '@Ann']],
    ['@Ann: @Ann. @Ann… @Ann\n@Ann’s @Ann/@Ada', Array(5).fill('@Ann').concat('@Ann', '@Ada')],
    [
      '@ada lovelace @Ada Lovelaces @Ada\u00a0Lovelace',
      ['@ada lovelace', '@Ada', '@Ada\u00a0Lovelace'],
    ],
    ['use @C++ or @a.b*c', ['@C++', '@a.b*c']],
    ['1️⃣@Ann ❤️@Ada 👍🏽@Ann', ['@Ann', '@Ada', '@Ann']],
    ['@Annabel @Ann2 @Ann.example @@Ann me.@.com', []],
    ['https://x.example/@Ann x.example/@Ann', []],
    ['见https://x.example/a，@Ann', ['@Ann']],
    ['@民', []],
    ['@', []],
  ])('is found in %j as intended', (text, expected) => expect(mentioned(text)).toEqual(expected));

  it.each([
    ['@İpek hi', '@İpek'],
    ['@İPEK hi', '@İPEK'],
    ['@ipek hi', '@ipek'],
    ['@I\u0307pek hi', '@I\u0307pek'],
    ['@Zoe\u0308 hi', '@Zoe\u0308'],
    ['@ZOË hi', '@ZOË'],
    ['@STRASSE hi', '@STRASSE'],
    ['@ΟΔΥΣΣΕΎΣ hi', '@ΟΔΥΣΣΕΎΣ'],
    ['＠Ａｎｎ　さん', '＠Ａｎｎ'],
    ['@\u2068Ann\u2069 hi', '@\u2068Ann'],
    [`@${'민수'.normalize('NFD')}야`, `@${'민수'.normalize('NFD')}`],
  ])('is found however the name is spelt, with its own length: %j', (text, expected) =>
    expect(mentioned(text)).toEqual([expected]),
  );

  it('is not found when the spelling differs', () => {
    expect(mentioned('@Zoe hi @Ipe\u0301k')).toEqual([]);
    expect(mentioned('@Zoe\u0308\u0301')).toEqual([]);
  });

  it('accepts Korean particles and titles after a Korean name, and no other word', () => {
    for (const more of ['야', '님', '님께서는', '에게도', '', '안녕'.slice(0, 0)])
      expect(mentioned(`@민수${more} 안녕`)).toEqual(['@민수']);
    expect(mentioned('@민수정 @민수정아')).toEqual(['@민수정', '@민수정']);
    expect(mentioned('@민수호 @민수안녕')).toEqual([]);
    expect(mentioned('@Ann에게 @Ann안녕')).toEqual(['@Ann', '@Ann']);
  });

  it('does not end inside a rendered character', () => {
    expect(mentioned('@👩')).toEqual(['@👩']);
    expect(mentioned('@👩‍🚀 @👩🏽')).toEqual([]);
    expect(new MentionFinder(['🇩', '가', 'น']).all('@🇩🇪 @각 @\u1100\u1161\u11a8 @นำ')).toEqual([]);
  });

  it('resolves to the first of equal names', () => {
    const [found] = new MentionFinder(['ANN', 'Ann', '\u200b', '']).all('hi @ann');
    expect(found).toEqual({ from: 3, to: 7, name: 'ANN' });
  });

  it('is found only at its sign', () => {
    expect(finder.at('x @Ann', 2)?.to).toBe(6);
    for (const place of [0, 1, 3, 6, 99]) expect(finder.at('x @Ann', place)).toBeNull();
    expect(finder.at('x@Ann', 1)).toBeNull();
  });
});

const character = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  fc.constantFrom(...'@＠ aAnN_./é李ก가İıß\u0301\u200d\u200b\ufe0f👩🏽🇩🇪\u0600'),
);
const words = (most: number) => fc.array(character, { maxLength: most }).map((all) => all.join(''));

describe('all mentions of a text', () => {
  it('do not overlap, name somebody and split no character', () => {
    const text = fc.array(fc.oneof(words(8), fc.constantFrom('@', '@Ann', '＠')), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(words(5), { maxLength: 6 }), text, (names, parts) => {
        const said = parts.concat(names.flatMap((name) => ['@', name])).join('');
        const borders = new Set([...new Intl.Segmenter().segment(said)].map(({ index }) => index));
        borders.add(said.length);
        let behind = 0;
        const finder = new MentionFinder(names);
        for (const { from, to, name } of finder.all(said)) {
          expect(from).toBeGreaterThanOrEqual(behind);
          expect(to).toBeLessThanOrEqual(said.length);
          expect(borders).toContain(from);
          expect(borders).toContain(to);
          expect(names).toContain(name);
          expect(fold(said.slice(from + 1, to))).toBe(fold(name));
          expect(finder.at(said, from)).toEqual({ from, to, name });
          behind = to;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are found for every visible name, however spaces surround it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (name) => {
        fc.pre(/^[\p{L}\p{N}]/u.test(name) && !/\s/.test(name));
        for (const spelt of [name, name.normalize('NFC'), name.normalize('NFD')])
          expect(new MentionFinder([name]).all(`hi @${spelt} hi`)).toEqual([
            { from: 3, to: 4 + spelt.length, name },
          ]);
      }),
    );
  });

  it.each(['@', '@ ', '@a', '@\u200b', '_@', 'a_', '@Ann', '://', '.ab/@', '@\u0301', '@이'])(
    'take linear time, also for many %j',
    (part) => {
      const names = ['@'.repeat(40), 'a'.repeat(40), `${'@a'.repeat(20)}`, 'Ann', '이'];
      const finder = new MentionFinder(names);
      const time = (length: number): number => {
        const text = part.repeat(length / part.length);
        return threadCpuMs(() => finder.all(text));
      };
      time(4000);
      // Some take 0.4 s; quadratic time would be minutes.
      expect(time(100_000)).toBeLessThan(5000);
    },
    60_000,
  );
});

describe('folding', () => {
  it('is the same for every spelling, and idempotent', { timeout: 60_000 }, () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const sign = String.fromCodePoint(code);
      // Characters without case and decomposition need no check.
      if (/[\p{Cn}\p{Co}\p{Cs}\p{Unified_Ideograph}]/u.test(sign)) continue;
      const folded = fold(sign);
      const same = [folded, sign.toUpperCase(), sign.toLowerCase(), sign.normalize('NFKC')];
      if (same.some((other) => fold(other) !== folded)) expect.unreachable(code.toString(16));
    }
  });

  it('folds a text letter by letter', () => {
    fc.assert(
      fc.property(words(12), (text) => {
        const parts = text.match(/.[\p{M}\u200c\u200d]*/gsu) ?? [];
        expect(fold(parts.map(fold).join(''))).toBe(fold(text));
      }),
    );
  });
});
