import { describe, expect, it } from 'vitest';
import { endsInCode } from '../../../../../src/ui/composer/completion/ends-in-code.ts';

describe('code at the end of a text', () => {
  it.each([
    '```\nkey ',
    '```js\nlet a;\n\n',
    '~~~\na\n``` ',
    'see:\n\n````\n```\n',
    '> ```\n> key ',
    '- ```\n  key ',
    '```js ',
    '`key ',
    'a `key\nb ',
    '``a ` b ',
    '    key ',
    'a\n\n\tkey ',
    '    a\n    key ',
  ])('is detected in %j', (text) => expect(endsInCode(text)).toBe(true));

  it.each([
    '',
    'key ',
    '```\nkey\n```\n',
    '```\nkey\n```\nsee ',
    '`key` ',
    '``a ` b`` ',
    '`a\n\nb ',
    'it`s ',
    'a\n    key ',
    '- a\n    - key ',
    '~~struck~~ ',
  ])('is not detected in %j', (text) => expect(endsInCode(text)).toBe(false));
});
