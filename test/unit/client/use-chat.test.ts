import { expect, test } from 'vitest';
import { useChatTransport } from '../../../src/client/use-chat.ts';

const good = { server: 'https://chat.example', room: 'lobby', token: 'abc' };

test.each([
  [undefined, /"server" must be an address/],
  [{ ...good, room: 'My Room' }, /"room" must be 1 to 64/],
  [{ ...good, token: undefined }, /"token" must be a token or a function that gives one/],
  [{ ...good, token: Promise.resolve('abc') }, /"token" must be a token or a function/],
  [{ ...good, fetch: 'fetch' }, /"fetch" must be a function/],
  [{ ...good, tokenProvider: () => 'abc' }, /no option "tokenProvider".* token/],
])('invalid options are named: %j', (options, words) => {
  expect(() => useChatTransport(options as never)).toThrow(words);
});
