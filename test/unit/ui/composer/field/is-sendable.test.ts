import * as v from 'valibot';
import { expect, it } from 'vitest';
import { messageText } from '../../../../../src/protocol/text.ts';
import { isSendable } from '../../../../../src/ui/composer/field/is-sendable.ts';

it('enables sending exactly for what a room accepts', () => {
  const texts = [
    '',
    ' \n\t',
    '\u200b',
    '\u2800 \u3164',
    '\u0301',
    'a',
    '\u200ba',
    '👋',
    'x'.repeat(21),
  ];
  const sendable = texts.map((text) => isSendable(text, 20));
  expect(sendable).toEqual([false, false, false, false, false, true, true, true, false]);
  expect(texts.map((text) => v.is(messageText(20), text))).toEqual(sendable);
});
