import { expect, test } from 'vitest';
import { snippetOf } from '../../../../src/page/embed/snippet.ts';

const SERVER = 'https://chat.example';

test('an inline block has its height reserved before the script loads', () => {
  expect(snippetOf({ room: 'shop', mode: 'inline', accent: '#0b6b63' }, SERVER)).toBe(
    [
      '<script async src="https://chat.example/widget.js"></script>',
      '<style>edgewise-chat { display: block; height: 560px }</style>',
      '<edgewise-chat room="shop" mode="inline"></edgewise-chat>',
    ].join('\n'),
  );
});

test('a floating button needs one line, and another for a custom color', () => {
  expect(snippetOf({ room: 'shop', mode: 'bubble', accent: '#b5179e' }, SERVER)).toBe(
    [
      '<script async src="https://chat.example/widget.js" data-room="shop"></script>',
      '<style>edgewise-chat { --edgewise-accent: #b5179e }</style>',
    ].join('\n'),
  );
});
