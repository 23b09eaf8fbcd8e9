import { expect, it } from 'vitest';
import { roomChoice } from '../../../../src/page/embed/room-choice.ts';
import { snippetOf } from '../../../../src/page/embed/snippet.ts';
import { embedWords } from '../../../../src/page/embed/words.ts';
import { waitUntil } from '../../../support/wait-for.ts';

it.each([
  ['My Shop', 'my-shop'],
  ['  Café №1 ', 'cafe-no1'],
  ['a'.repeat(70), 'a'.repeat(64)],
  ['!?', 'lobby'],
])('offers a valid name in place of %j', (typed, room) => {
  expect(roomChoice(typed)).toEqual({ room, isValid: false });
});

it('keeps a valid name, and uses the lobby without one', () => {
  expect(roomChoice('my-shop_2')).toEqual({ room: 'my-shop_2', isValid: true });
  expect(roomChoice(' lobby ')).toEqual({ room: 'lobby', isValid: true });
  expect(roomChoice('')).toEqual({ room: 'lobby', isValid: true });
});

it('never writes an invalid name into the snippet', () => {
  for (const typed of ['My Shop', '', '"><script>', '🏪', 'a/b', 'x'.repeat(65)]) {
    const { room } = roomChoice(typed);
    const snippet = snippetOf({ room, mode: 'bubble' }, 'https://chat.example');
    expect(snippet).toMatch(/ data-room="[a-z0-9_-]{1,64}"><\/script>$/);
  }
});

it('is in the first of the reader’s languages that is available', async () => {
  const title = async (...wanted: string[]) => (await waitUntil(() => embedWords(wanted))).title;
  expect(await title('fr', 'de-AT')).toBe('Den Chat in deine Website einbauen');
  expect(await title('zh-TW')).toBe('在你的網站加入聊天室');
  expect(await title('fr')).toBe('Add the chat to your site');
});
