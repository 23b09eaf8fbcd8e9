import fc from 'fast-check';
import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { messageText } from '../../../../../src/protocol/text.ts';
import { endsInHalf, sendableText } from '../../../../../src/ui/composer/field/sendable-text.ts';

describe('the text that the composer sends', () => {
  it('breaks the line at every kind of line end', () => {
    expect(sendableText('a\vb\fc\x85d\u2028e\u2029f\r\ng\rh')).toBe('a\nb\nc\nd\ne\nf\ng\nh');
  });

  it('drops other control characters and lone surrogates, and keeps the rest', () => {
    expect(sendableText('\x1b[31mred\x00\x03\x7f\x9f')).toBe('[31mred');
    expect(sendableText('a\ud83db\udc4d👍🏽')).toBe('ab👍🏽');
    expect(sendableText('\ttab\n‮עברית\u200d')).toBe('\ttab\n‮עברית\u200d');
  });

  it('is accepted by the room, whatever was typed', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
    fc.assert(
      fc.property(units, (codes) => {
        const text = `x${sendableText(String.fromCharCode(...codes))}`;
        expect(safeParse(messageText(4000), text).success).toBe(true);
      }),
    );
  });
});

it('distinguishes half of a surrogate pair from a whole character', () => {
  expect(['', 'a', 'a\ud83c', 'a\ud83c\udf89', '\udf89'].map(endsInHalf)).toEqual([
    ...[false, false, true, false, false],
  ]);
});
