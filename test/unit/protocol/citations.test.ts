import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const citedIn = (files: readonly string[]): Set<string> =>
  new Set(
    files.flatMap((file) => [...read(file).matchAll(/\[([RI]\d+)\]/g)].map(([, id]) => id ?? '')),
  );

const page = read('PROTOCOL.md');
const defined = [...page.matchAll(/\*\*\[([RI]\d+)\]\*\*/g)].map(([, id]) => id ?? '');
const tests = globSync('test/**/*.test.ts', { cwd: root });
const sources = globSync('src/**/*.{ts,tsx}', { cwd: root });

it('every rule and invariant of PROTOCOL.md is cited by a test', () => {
  const cited = citedIn(tests);
  expect(defined.filter((id) => !cited.has(id))).toEqual([]);
});

it('code and tests cite only rules and invariants that PROTOCOL.md defines', () => {
  const known = new Set(defined);
  expect([...citedIn([...tests, ...sources])].filter((id) => !known.has(id))).toEqual([]);
});
