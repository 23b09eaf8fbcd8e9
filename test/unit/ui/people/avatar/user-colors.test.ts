import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HUES, UserColors } from '../../../../../src/ui/people/avatar/user-colors.ts';

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `u-${from + i}`);
const colorsOf = (colors: UserColors, ids: readonly string[]) =>
  ids.map((id) => colors.indexOf(id));

describe('user colors', () => {
  it('differ among those who are here, as long as there are enough', () => {
    for (let from = 0; from < 50; from++) {
      const colors = new UserColors();
      const here = people(HUES.length, from);
      colors.update(here);
      expect(new Set(colorsOf(colors, here)).size).toBe(HUES.length);
    }
  });

  it('are shared evenly among more people than there are colors', () => {
    const colors = new UserColors();
    const here = people(3 * HUES.length);
    colors.update(here);
    for (const color of HUES.keys())
      expect(colorsOf(colors, here).filter((one) => one === color)).toHaveLength(3);
  });

  it('stay the same for users who stay while others join and leave', () => {
    const colors = new UserColors();
    const stays = people(4);
    colors.update(stays);
    const before = colorsOf(colors, stays);
    for (let from = 4; from < 60; from += 3) {
      colors.update([...people(6, from), ...stays]);
      expect(colorsOf(colors, stays)).toEqual(before);
      expect(new Set(colorsOf(colors, [...stays, ...people(6, from)])).size).toBe(10);
    }
  });

  it('are free for others once their people have left', () => {
    const colors = new UserColors();
    for (let from = 0; from < 100; from += 10) {
      colors.update(people(10, from));
      expect(new Set(colorsOf(colors, people(10, from))).size).toBe(10);
    }
  });

  it('of people who left and wrote before are kept for their messages', () => {
    const colors = new UserColors();
    colors.update(['u-ada', 'u-ben']);
    const [before] = colorsOf(colors, ['u-ada']);
    colors.update(['u-ben']);
    expect(colorsOf(colors, ['u-ada'])).toEqual([before]);
  });

  it('change for people who return and find theirs taken', () => {
    const colors = new UserColors();
    colors.update(['u-ada']);
    colors.update(people(10));
    const before = colorsOf(colors, people(10));
    colors.update(['u-ada', ...people(9)]);
    expect(colorsOf(colors, people(9))).toEqual(before.slice(0, 9));
    expect(new Set(colorsOf(colors, ['u-ada', ...people(9)])).size).toBe(10);
  });

  it('are the same for an id in every room without others', () => {
    const [one, other] = [new UserColors(), new UserColors()];
    expect(colorsOf(one, ['u-ada'])).toEqual(colorsOf(other, ['u-ada']));
  });
});

describe('the initials', () => {
  const css = readFileSync('src/ui/people/avatar/avatar.css', 'utf8');
  const fills = [...css.matchAll(/oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)/g)].map(
    ([, lightness, chroma]) => ({ lightness: Number(lightness), chroma: Number(chroma) }),
  );

  it.each(HUES)('have a contrast of at least 4.5:1 on hue %i, light and dark', (hue) => {
    expect(css).toContain('color: #fff;');
    expect(fills).toHaveLength(2);
    for (const { lightness, chroma } of fills)
      expect(1.05 / (luminance(lightness, chroma, hue) + 0.05)).toBeGreaterThan(4.5);
  });
});

/** The relative luminance of an OKLCH color, clipped to sRGB. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const [red, green, blue] = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(1, Math.max(0, part))) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
