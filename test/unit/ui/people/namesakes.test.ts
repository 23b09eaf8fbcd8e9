import { describe, expect, it } from 'vitest';
import { looksOf, Namesakes } from '../../../../src/ui/people/namesakes.ts';

describe('people with similar names', () => {
  it.each([
    ['Ada', 'ada'],
    ['Ada', 'Аdа'],
    ['Ada', 'Ad\u2060a'],
    ['Ada', 'Ａｄａ'],
    ['Ada L', 'AdaL'],
    ['Zoë', 'Zoe\u0308'],
    ['Ivy', 'lvy'],
    ['Tom', 'Torn'],
    ['Bob', 'B0b'],
    ['Νίκος', 'νίκος'],
    ['Ada', 'Ad\u0302a\u0323'],
    ['Hugo', 'հսցօ'],
    ['Iris', 'Irıs'],
  ])('%s and %s are namesakes', (name, other) => {
    expect(looksOf(other)).toBe(looksOf(name));
    const people = new Namesakes([
      { id: 'u_1234abcd', name },
      { id: 'u_5678ef01', name: other },
      { id: 'u_9', name: 'Somebody' },
    ]);
    expect(people.markOf({ id: 'u_1234abcd', name })).toBe('#abcd');
    expect(people.markOf({ id: 'u_5678ef01', name: other })).toBe('#ef01');
    expect(people.markOf({ id: 'u_9', name: 'Somebody' })).toBe('');
  });

  it.each([
    ['राम', 'रमा'],
    ['กา', 'กี'],
  ])('%s and %s are not namesakes: they differ by their vowels', (name, other) => {
    expect(looksOf(other)).not.toBe(looksOf(name));
  });

  it('are distinguished by as much of their ids as necessary', () => {
    const people = new Namesakes([
      { id: 'x-1-0000', name: 'Ann' },
      { id: 'x-2-0000', name: 'Ann' },
      { id: '0000', name: 'Ann' },
    ]);
    expect(people.markOf({ id: 'x-1-0000', name: 'Ann' })).toBe('#1-0000');
    expect(people.markOf({ id: '0000', name: 'Ann' })).toBe('#0000');
  });

  it('do not include one person under two names, or people whose names are symbols', () => {
    const people = new Namesakes([
      { id: 'a', name: 'Ann' },
      { id: 'a', name: 'ann' },
      { id: 'b', name: '🐙' },
      { id: 'c', name: '🦑' },
      { id: 'd', name: 'Anna' },
    ]);
    for (const [id, name] of [
      ['a', 'Ann'],
      ['b', '🐙'],
      ['c', '🦑'],
      ['d', 'Anna'],
    ] as const)
      expect(people.markOf({ id, name })).toBe('');
  });
});
