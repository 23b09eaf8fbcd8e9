import { expect, test } from 'vitest';
import { snippetOf } from '../../../../src/page/embed/snippet.ts';

const SERVER = 'https://chat.example';

test('a block in the page has its height reserved before the script is there', () => {
  expect(snippetOf({ room: 'shop', mode: 'inline', accent: '#0b6b63' }, SERVER)).toBe(
    [
      '<script async src="https://chat.example/widget.js"></script>',
      '<style>edgewise-chat { display: block; height: 560px }</style>',
      '<edgewise-chat room="shop" mode="inline"></edgewise-chat>',
    ].join('\n'),
  );
});

test('a button in the corner needs one line, and another for a color of its own', () => {
  expect(snippetOf({ room: 'shop', mode: 'bubble', accent: '#b5179e' }, SERVER)).toBe(
    [
      '<script async src="https://chat.example/widget.js" data-room="shop"></script>',
      '<style>edgewise-chat { --edgewise-accent: #b5179e }</style>',
    ].join('\n'),
  );
});
