import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ATTRIBUTES, FACTS, METHODS, SETTINGS } from '../../../../src/widget/api/public-names.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const doc = read('docs/embed.md');
const code = globSync('src/{ui,widget}/**/*.{css,ts,tsx}', { cwd: ROOT }).map(read).join('\n');

const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].flatMap(([, name]) => name ?? []))].sort();

/** The names in the first column of the tables under a heading. */
const listed = (header: string): string[] => {
  const [, table = ''] = doc.split(`\n| ${header} |`);
  const [rows = ''] = table.split('\n\n');
  return found(rows, /^\| `(\w[\w-]*)/gm);
};

test.each([
  ['attribute', ATTRIBUTES],
  ['property', [...SETTINGS, ...FACTS]],
  ['method', METHODS],
  ['event', found(read('src/widget/api/public-names.ts'), /'(edgewise-[a-z]+)'/g)],
])('every %s is documented, and no other', (header, names) => {
  expect(listed(header)).toEqual([...names].sort());
});

test('every variable is documented, and no other', () => {
  const variables = /(--edgewise-[a-z-]*[a-z])/g;
  expect(found(doc, variables)).toEqual(found(code, variables));
});

test.each([
  ['Parts', /\spart=(?:"|\{own \? ')([a-z -]+)/g, "launcher.part = launcher.id = 'launcher'"],
  ['Slots', /<slot name="([a-z-]+)"/g, "icon.name = 'launcher-icon'"],
])('%s are documented, and no others', (what, pattern, loaders) => {
  const [, line = ''] = doc.match(new RegExp(`${what}: (.*?)\\.`)) ?? [];
  expect(read('src/widget/loader.ts')).toContain(loaders);
  const [, own = ''] = loaders.match(/'([a-z-]+)'/) ?? [];
  const views = globSync('src/{ui,widget}/**/*.tsx', { cwd: ROOT }).map(read).join('\n');
  const names = found(views, pattern).flatMap((names) => names.split(' '));
  expect(found(line, /`([a-z-]+)`/g)).toEqual([...new Set([...names, own])].sort());
});
