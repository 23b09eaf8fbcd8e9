import { expect, it } from 'vitest';
import { closeMeanings } from '../../../../src/client/app/close-codes.ts';
import { endMeaning } from '../../../../src/client/app/close-meaning.ts';
import { ERRORS } from '../../../../src/protocol/errors.ts';

it('lists every registered close code, its names, and what the client does', () => {
  const all = closeMeanings();
  expect(all.map(({ code }) => code)).toEqual(
    [...new Set(Object.values(ERRORS).map(({ close }) => close))].sort(),
  );
  expect(all).toContainEqual({ code: 4201, names: ['resync'], retry: 'now' });
  expect(all).toContainEqual({ code: 4105, names: ['token_expired'], retry: 'renew' });
});

it('explains a known close code, and any other by its range [R60]', () => {
  expect(endMeaning(4100, 'overloaded')).toEqual({
    ...{ code: 4100, names: ['overloaded'], retry: 'later' },
  });
  expect(endMeaning(4099, 'of_tomorrow')).toMatchObject({ names: ['of_tomorrow'], retry: 'never' });
  expect(endMeaning(4201, '')).toEqual({ code: 4201, names: [], retry: 'now' });
  expect(endMeaning(1011, 'proxy error')).toEqual({ code: 1011, names: [], retry: 'later' });
});
