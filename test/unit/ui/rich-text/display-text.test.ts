import { expect, it } from 'vitest';
import { displayText, namedRuns, nameRun } from '../../../../src/ui/rich-text/display-text.ts';
import { whole } from './told.ts';

const CONTROL = /[\u202a-\u202e\u2066-\u2069]/;

it('names a run of direction controls once, however long it is', () => {
  expect(whole('\u202e'.repeat(4000))).toBe('<p><U+202E×4000></p>');
  expect(whole('I pay \u202e00001\u202c dollars')).toBe(
    '<p>I pay <U+202E>00001<U+202C> dollars</p>',
  );
  expect(nameRun('\u202e\u202e\u2066')).toBe('U+202E×2 U+2066');
  expect(nameRun('\u202e\u202c'.repeat(50))).toBe(`${'U+202E U+202C '.repeat(4)}+92`);
});

it('removes or names every direction control in a long text', () => {
  const text = 'a\u202eb '.repeat(1000);
  expect(whole(text).match(/<U\+202E>/g)?.length).toBeLessThan(600);
  expect(displayText(text)).toBe('aU+202Eb '.repeat(1000));
});

it('removes or names every direction control in code, whatever was read before', () => {
  const told = (code: string) =>
    namedRuns(code, 16).map(({ text, named }) => (named ? `<${text}>` : text));
  whole('a\u202eb');
  expect(told('\u202e\u2066// x').join('')).toBe('<U+202E U+2066>// x');
  expect(told('a\u202e'.repeat(100)).join('')).not.toMatch(CONTROL);
});

it('shows the first thirty combining marks of a letter, and all of any real word', () => {
  const letter = `e${'\u0301'.repeat(4000)}`;
  const shown = `e${'\u0301'.repeat(30)}`;
  expect(displayText(`${letter}n ${letter}`)).toBe(`${shown}n ${shown}`);
  expect(displayText(`❤${'\ufe0f'.repeat(4000)}`)).toHaveLength(31);
  const code = namedRuns(`${letter}\u202e${letter}`, 16).map(({ text }) => text);
  expect(code).toEqual([shown, 'U+202E', shown]);
  const words = 'क्षत्रिय བསྒྲུབས 👩🏽‍🚀 ❤️';
  expect(displayText(words)).toBe(words);
});
