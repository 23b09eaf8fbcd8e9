import { expect, it } from 'vitest';
import { closeMeaning, closeMeanings } from '../../../src/client/close-codes.ts';
import { ERRORS } from '../../../src/protocol/errors.ts';

it('tells every registered code, its names, and what the client does', () => {
  const codes = closeMeanings().map(({ code }) => code);
  expect(codes).toEqual([...new Set(Object.values(ERRORS).map(({ close }) => close))].sort());
  expect(closeMeaning(4201)).toEqual({ code: 4201, names: ['resync'], retry: 'now' });
  expect(closeMeaning(4105)).toEqual({ code: 4105, names: ['token_expired'], retry: 'renew' });
});

it('tells of other codes by their range [R60]', () => {
  expect(closeMeaning(4099)).toEqual({ code: 4099, names: [], retry: 'never' });
  expect(closeMeaning(1006)).toEqual({ code: 1006, names: [], retry: 'later' });
});
