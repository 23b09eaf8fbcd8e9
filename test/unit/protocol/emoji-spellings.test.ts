import { createRequire } from 'node:module';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { countEmojiAlone, recommendedEmoji } from '../../../src/protocol/emoji.ts';
import { emojiSchema } from '../../../src/protocol/text.ts';

type Known = { readonly emoji: string; readonly skins?: readonly Known[] };
const data: Known[] = createRequire(import.meta.url)('emojibase-data/en/data.json');
/** All that this engine's Unicode recommends, with every skin tone. */
const ALL = data
  .flatMap((one) => [one, ...(one.skins ?? [])])
  .map(({ emoji }) => [emoji, `${emoji}\ufe0f`].find((sign) => /^\p{RGI_Emoji}$/v.test(sign)))
  .filter((sign) => sign !== undefined);

/** Every way to omit selectors: what emoji-test.txt calls unqualified and minimally qualified. */
function spellings(sign: string): string[] {
  const [first = '', ...rest] = sign.split('\ufe0f');
  return rest.reduce(
    (all, part) => all.flatMap((before) => [`${before}\ufe0f${part}`, before + part]),
    [first],
  );
}

describe('an emoji [R27]', () => {
  it('is accepted in every spelling, as the recommended one', () => {
    expect(ALL.length).toBeGreaterThan(3600);
    let count = 0;
    for (const sign of ALL)
      for (const spelt of spellings(sign)) {
        count++;
        if (v.parse(emojiSchema, spelt) !== sign)
          expect.unreachable(`${sign} spelt ${spelt.length} units long`);
      }
    expect(count).toBeGreaterThan(5000);
  });

  it('is the same with a variation selector after it, or after each of its parts', () => {
    for (const sign of ALL) {
      // A tag or a second half of a flag is not rendered by itself.
      if (/[\u{e0020}-\u{e007f}\u{1f1e6}-\u{1f1ff}]/u.test(sign)) continue;
      const full = sign.replace(/(\p{Extended_Pictographic})\ufe0f?/gu, '$1\ufe0f');
      expect(recommendedEmoji(full)).toBe(sign);
    }
    expect(recommendedEmoji('👍\ufe0f')).toBe('👍');
    expect(recommendedEmoji('\u2764')).toBe('❤️');
    expect(recommendedEmoji('☝\ufe0f🏽')).toBe('☝🏽');
  });

  it('is exactly one, and nothing else', () => {
    for (const text of [
      '',
      'a',
      '1',
      '#',
      '\ufe0f',
      '1\ufe0f',
      '👍👍',
      '👍 ',
      '❤\ufe0e',
      '🇩',
      '<b>',
    ]) {
      expect(recommendedEmoji(text), text).toBe(text);
      expect(v.is(emojiSchema, text), text).toBe(false);
    }
  });
});

describe('emoji alone', () => {
  it('are counted as they are rendered, in every spelling', () => {
    for (const sign of ALL)
      for (const spelt of spellings(sign))
        if (countEmojiAlone(spelt) !== 1)
          expect.unreachable(`${sign} spelt ${spelt.length} units long`);
    expect(countEmojiAlone('👩🏽‍🚀🇯🇵')).toBe(2);
    expect(countEmojiAlone(' 🎉 🎉\n🎉 ')).toBe(3);
    expect(countEmojiAlone('\u2764\ufe0f\u2764')).toBe(2);
  });

  it.each(['', ' ', '7', '#1', 'ok 👍', '👍!', '👍.', ':)', '❤\ufe0e', '🇩', '中'])(
    'do not include %j',
    (text) => expect(countEmojiAlone(text)).toBe(0),
  );
});
