import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EndTokenFilter } from '../../../../src/room/assistant/providers/parsing/end-tokens.ts';

function left(pieces: readonly string[]): string {
  const filter = new EndTokenFilter();
  return pieces.map((piece) => filter.add(piece)).join('') + filter.end();
}

/** The rest of a text, however it is split. */
function leftOf(text: string): string {
  const whole = left([text]);
  expect(left([...text])).toBe(whole);
  expect(left(text.match(/.{1,7}/gsu) ?? [])).toBe(whole);
  return whole;
}

describe('tokens that end a turn [R123]', () => {
  it.each([
    ['Hello<|im_end|>', 'Hello'],
    ['Hello</s>', 'Hello'],
    ['Hello<|eot_id|><|eot_id|> \n', 'Hello'],
    ['Hello<｜end▁of▁sentence｜>', 'Hello'],
    ['Hello<|IM_END|>', 'Hello'],
    ['Hello<|im_end|>\n<|im_start|>user\nAnd you?<|im_end|>', 'Hello'],
    ['Hello<end_of_turn>\n<start_of_turn>user\nAnd you?', 'Hello'],
    ['Hello</s><s>[INST] And you? [/INST]', 'Hello'],
    ['Hello</s>[INST] And you?', 'Hello'],
    [`Hello${'</s>'.repeat(20_000)}`, 'Hello'],
  ])('are removed from the end of an answer, along with the next turn: %j', (text, words) => {
    expect(leftOf(text)).toBe(words);
  });

  it.each([
    'The token <|im_end|> ends a turn.',
    'It ends with `<|im_end|>`',
    '```\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n```',
    'Hello<|im_e',
    'a < b',
    'Hello <|other|>',
    '<s>struck</s> out',
    `${'<s>a</s> b '.repeat(2000)}`,
  ])('are plain text elsewhere: %j', (text) => {
    expect(leftOf(text)).toBe(text);
  });

  it('change only the end of an answer, wherever it is split', () => {
    const parts = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '<',
      '|',
      '`',
      '</s>',
      '<|im_end|>',
      '<|im_start|>',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const words = left(pieces);
        expect(text.startsWith(words)).toBe(true);
        expect(left([text])).toBe(words);
      }),
    );
  });
});
