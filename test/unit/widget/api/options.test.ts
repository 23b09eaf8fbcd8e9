import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Options, optionsOf } from '../../../../src/widget/api/options.ts';

const SCRIPT = 'https://cdn.example/chat/widget.js';

/** The options of a chat with these attributes. */
function read(attributes: Readonly<Record<string, string>>): Options {
  const element = {
    getAttribute: (name: string) => attributes[name] ?? null,
    closest: () => null,
  };
  return optionsOf(element as unknown as HTMLElement, SCRIPT);
}

// As in a page whose chat is in a shadow root.
beforeEach(() => vi.stubGlobal('document', { documentElement: { lang: 'es_MX' } }));
afterEach(() => vi.unstubAllGlobals());

test('the language is the page’s by default', () => {
  expect(read({}).languages[0]).toBe('es-MX');
  expect(read({ lang: '' }).languages[0]).toBe('es-MX');
  expect(read({ lang: 'de' }).languages[0]).toMatch(/^de/);
});

test('an empty attribute has no effect', () => {
  const names = ['room', 'title', 'placeholder', 'token', 'server'];
  const attributes = Object.fromEntries(names.map((name) => [name, '']));
  expect(read(attributes)).toEqual(read({}));
  expect(read(attributes)).toMatchObject({ room: 'lobby', token: null });
});

test.each([
  ['https://chat.example', 'https://chat.example'],
  ['https://chat.example/', 'https://chat.example'],
  ['chat.example', 'https://chat.example'],
  ['chat.example/', 'https://chat.example'],
  ['localhost:8787', 'https://localhost:8787'],
  ['http://localhost:8787/r/lobby', 'http://localhost:8787'],
  ['//chat.example', 'https://chat.example'],
  ['', 'https://cdn.example'],
  ['undefined', 'https://cdn.example'],
])('the server "%s" is %s', (server, origin) => {
  expect(read({ server }).server).toBe(origin);
});

test.each(['false', 'null', 'undefined'])('the value %s in an attribute has no effect', (word) => {
  const names = ['room', 'title', 'placeholder', 'name', 'token', 'dir', 'mode', 'lang'];
  const flags = ['readonly', 'hide-presence', 'hidepresence'];
  const attributes = Object.fromEntries([...names, ...flags].map((name) => [name, word]));
  expect(read(attributes)).toEqual(read({}));
});

test.each([
  ['readonly', 'readonly'],
  ['hide-presence', 'hidePresence'],
  ['hidepresence', 'hidePresence'],
])('the attribute %s is on without a value, and with any other', (name, option) => {
  for (const value of ['', 'true', name])
    expect(read({ [name]: value })).toMatchObject({ [option]: true });
});
