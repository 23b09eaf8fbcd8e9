import { expect, it } from 'vitest';
import { warningsAbout } from '../../../../src/widget/api/attribute-warnings.ts';
import { ATTRIBUTES } from '../../../../src/widget/api/public-names.ts';

const about = (attributes: Readonly<Record<string, string>>): string[] =>
  warningsAbout(Object.entries(attributes).map(([name, value]) => ({ name, value })));

it.each([
  [{ mode: 'Inline' }, '"mode" must be bubble or inline or page, not "Inline".'],
  [{ position: 'left' }, '"position" must be start or end, not "left".'],
  [{ theme: 'night' }, '"theme" must be light or dark or auto, not "night".'],
  [{ launcher: 'hidden' }, '"launcher" must be none, not "hidden".'],
  [{ rooms: 'lobby' }, 'There is no attribute "rooms". Did you mean "room"?'],
  [{ postion: 'start' }, 'There is no attribute "postion". Did you mean "position"?'],
  [{ placehodler: 'Hi' }, 'There is no attribute "placehodler". Did you mean "placeholder"?'],
  [{ 'hide-presense': '' }, 'There is no attribute "hide-presense". Did you mean "hide-presence"?'],
])('warns of a mistake in %o', (attributes, warning) => {
  expect(about(attributes)).toEqual([warning]);
});

it('does not warn of valid or empty values', () => {
  for (const value of ['', 'false', 'null', 'undefined'])
    expect(about(Object.fromEntries(ATTRIBUTES.map((name) => [name, value])))).toEqual([]);
  expect(about({ mode: 'page', position: 'start', theme: 'dark', hidepresence: '' })).toEqual([]);
});

it('ignores other attributes', () => {
  const others =
    'id class style slot part role src async defer nonce hidden tabindex popover type is';
  const frameworks = 'turbotrack nscript data-v-7ba5bd90 _ngcontent-abc x-data cfasync aria-label';
  expect(
    about(Object.fromEntries(`${others} ${frameworks}`.split(' ').map((n) => [n, 'x']))),
  ).toEqual([]);
});
