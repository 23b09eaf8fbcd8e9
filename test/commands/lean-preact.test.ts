import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { leanPreact } from '../../scripts/lean-preact.ts';

const published = readFileSync('node_modules/preact/dist/preact.mjs', 'utf8');

test('Preact is bundled without hydration, portals and HTML as text', () => {
  const lean = leanPreact(published);
  for (const unused of ['dangerouslySetInnerHTML', 'getDerivedState', '$s', 'MathML'])
    expect(lean).not.toContain(unused);
});

test('a Preact that has changed fails the build, and the place is named', () => {
  const changed = published.replace('"dangerouslySetInnerHTML"==s?y=k:', '');
  expect(() => leanPreact(changed)).toThrow(
    'it has no ""dangerouslySetInnerHTML"==s?y=k:" any more',
  );
});
