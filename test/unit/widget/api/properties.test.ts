import { expect, test } from 'vitest';
import { defineProperties } from '../../../../src/widget/api/properties.ts';

/** An element with a chat's properties. */
function element(early: object = {}) {
  const set: string[] = [];
  const made = Object.assign({} as HTMLElement, early);
  const settings = defineProperties(
    made,
    { session: { peek: () => null } },
    {
      tokenProvider: () => set.push('tokenProvider'),
      user: () => set.push('user'),
      strings: () => set.push('strings'),
    },
  );
  return { settings, set };
}

test.each([
  ['tokenProvider', 'a token', 'tokenProvider must be a function.'],
  ['user', 'Ada', 'user must be an object.'],
  ['strings', 5, 'strings must be an object.'],
])('the property %s rejects %s with a sentence', (name, value, sentence) => {
  const { settings, set } = element();
  expect(() => Object.assign(settings, { [name]: value })).toThrow(sentence);
  expect(settings).toMatchObject({ [name]: null });
  expect(set).toEqual([]);
});

test.each([null, undefined])('%s resets a property', (nothing) => {
  const { settings, set } = element({ user: { name: 'Ada' } });
  expect(settings.user).toEqual({ name: 'Ada' });
  Object.assign(settings, { user: nothing });
  expect(settings.user ?? null).toBeNull();
  expect(set).toEqual(['user']);
});
