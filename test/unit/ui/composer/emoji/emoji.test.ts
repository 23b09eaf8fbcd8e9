import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { emojiText } from '../../../../../scripts/emoji-data.ts';
import { emojiSchema } from '../../../../../src/protocol/text.ts';
import { findEmoji, GROUPS, readEmoji } from '../../../../../src/ui/composer/emoji/emoji.ts';
import { recentEmoji, rememberEmoji } from '../../../../../src/ui/composer/emoji/recent-emoji.ts';
import {
  ownSkinTone,
  storeSkinTone,
  TONES,
  withSkinTone,
} from '../../../../../src/ui/composer/emoji/skin-tone.ts';

const all = readEmoji(emojiText(), 'de');
const every = GROUPS.flatMap((group) => all[group]);
const signs = (typed: string, most = 3) => findEmoji(all, typed, most).map(({ sign }) => sign);

describe('the emoji in the picker', () => {
  it('are all those that a room accepts as a reaction', () => {
    expect(every.length).toBeGreaterThan(1800);
    for (const { sign, label, codes } of every) {
      expect(v.is(emojiSchema, sign), label).toBe(true);
      expect(codes[0]).toMatch(/^[a-z0-9_+-]+$/);
    }
    expect(new Set(every.map(({ sign }) => sign)).size).toBe(every.length);
    for (const group of GROUPS) expect(all[group].length, group).toBeGreaterThan(50);
  });

  it('are found by short name, by name, and by keyword', () => {
    expect(signs('tada', 1)).toEqual(['🎉']);
    expect(signs('+1', 1)).toEqual(['👍']);
    expect(signs('heart', 1)).toEqual(['❤️']);
    expect(signs('red heart', 1)).toEqual(['❤️']);
    expect(signs('octo')).toEqual(['🐙']);
    expect(signs('laugh', 40)).toContain('😂');
    expect(signs('deutschland', 1)).toEqual(['🇩🇪']);
    expect(signs('flag_de', 1)).toEqual(['🇩🇪']);
    expect(signs('xyzzy')).toEqual([]);
    expect(signs('  ')).toEqual([]);
  });
});

describe('skin tones', () => {
  const signed = (sign: string) => every.filter((emoji) => emoji.sign === sign);

  it('make another valid emoji of each that supports them, and leave the others', () => {
    const withTones = every.filter(({ hasTones }) => hasTones);
    expect(withTones.length).toBeGreaterThan(300);
    for (const emoji of withTones) {
      const all = TONES.map((tone) => withSkinTone(emoji, tone));
      expect(new Set(all).size, emoji.label).toBe(TONES.length);
      for (const sign of all) expect(v.is(emojiSchema, sign), emoji.label).toBe(true);
    }
    for (const emoji of every)
      if (!emoji.hasTones) expect(withSkinTone(emoji, '🏽')).toBe(emoji.sign);
  });

  it.each([
    ['👍', '👍🏽'],
    ['☝️', '☝🏽'],
    ['🧑‍🚀', '🧑🏽‍🚀'],
    ['🤝', '🤝🏽'],
    ['🧑‍🤝‍🧑', '🧑🏽‍🤝‍🧑🏽'],
    ['👩‍❤️‍👨', '👩🏽‍❤️‍👨🏽'],
    ['👪', '👪'],
    ['🐙', '🐙'],
  ])('%s becomes %s', (sign, becomes) => {
    expect(signed(sign).map((emoji) => withSkinTone(emoji, '🏽'))).toEqual([becomes]);
  });

  it('are remembered, and validated when loaded', () => {
    const kept = new Map([['edgewise-emoji-tone', '<b>']]);
    const storage = () =>
      ({
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      }) as Storage;
    expect(ownSkinTone(storage)).toBe('');
    storeSkinTone('🏿', storage);
    expect([...kept]).toEqual([['edgewise-emoji-tone', '🏿']]);
    expect(ownSkinTone(storage)).toBe('🏿');
    storeSkinTone('', storage);
    expect([...kept]).toEqual([]);
    expect(ownSkinTone(storage)).toBe('');
  });
});

it('come with recent emoji, which are validated when loaded', () => {
  const kept = new Map([['edgewise-emoji', '🐙 <b> 🦑 ab']]);
  const storage = () =>
    ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }) as Storage;
  expect(recentEmoji(storage)).toEqual(['🐙', '🦑']);
  rememberEmoji('🦑', storage);
  expect(kept.get('edgewise-emoji')).toBe('🦑 🐙');
  rememberEmoji('🎉', () => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(recentEmoji(storage)).toEqual(['🎉', '🦑', '🐙']);
});
