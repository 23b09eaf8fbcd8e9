import { expect, it } from 'vitest';
import { storedReads, storedSession, tabRungs } from '../../../src/client/storage.ts';

it('a storage is refused where a function that gives it is wanted', () => {
  const storage = { getItem: () => null } as never;
  expect(() => storedSession(storage)).toThrow(/^storedSession: "storage" must be a function/);
  expect(() => storedReads('lobby', storage)).toThrow(/^storedReads: "storage" must be a function/);
  expect(() => tabRungs(storage)).toThrow(/^tabRungs: "storage" must be a function/);
});

it('a function that gives a storage is taken, and so is none', () => {
  for (const given of [() => ({ getItem: () => null }) as unknown as Storage, undefined]) {
    expect(storedSession(given).load()).toBeNull();
    expect(storedReads('lobby', given).load('ada')).toBeNull();
    expect(tabRungs(given).load()).toBeNull();
  }
});
