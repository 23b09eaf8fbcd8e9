import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { noticesOf, packagesIn } from '../../scripts/licenses.ts';
import { checkout } from './checkout.ts';
import { node } from './command.ts';

/** A folder with packages, each given as its files by path. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'edgewise-licenses-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const manifest = (name: string, license?: string) =>
  JSON.stringify({ name, version: '1.2.3', license });

test('a notice names the package, its version, its license, and the bundles that contain it', () => {
  const root = folderWith({
    'node_modules/@a/b/package.json': manifest('@a/b', 'MIT'),
    'node_modules/@a/b/LICENSE.md': 'Copyright Ada',
    'node_modules/c/node_modules/@a/b/package.json': manifest('@a/b', 'ISC'),
    'node_modules/c/node_modules/@a/b/LICENCE': 'Copyright Carl',
  });
  const packages = packagesIn(
    {
      page: ['src/page/main.tsx', 'node_modules/@a/b/dist/index.js'],
      widget: ['node_modules/@a/b/dist/more.js', 'node_modules/c/node_modules/@a/b/index.js'],
    },
    root,
  );
  expect(packages.map(({ license, bundles }) => [license, bundles])).toEqual([
    ['MIT', ['page', 'widget']],
    ['ISC', ['widget']],
  ]);
  expect(noticesOf(packages)).toContain(
    '@a/b 1.2.3\nLicense: MIT\nIn: page, widget\n\nCopyright Ada\n',
  );
});

test.each([
  ['without a license', { 'package.json': manifest('c') }, /^c has the license \(none\)/],
  ['under a copyleft license', { 'package.json': manifest('c', 'GPL-3.0') }, /license GPL-3.0/],
  ['without the text of its license', { 'package.json': manifest('c', 'MIT') }, /without its lic/],
])('a package %s is an error', (_, files, message) => {
  const root = folderWith(
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`node_modules/c/${path}`, text]),
    ),
  );
  expect(() => packagesIn({ page: ['node_modules/c/index.js'] }, root)).toThrow(message);
});

test('a build names every package that its bundles contain', async () => {
  const folder = checkout();
  const building = node(['scripts/build.ts'], { cwd: folder, env: { WRANGLER_COMMAND: 'dev' } });
  expect(await building.ended, building.output()).toBe(0);
  const notices = readFileSync(join(folder, 'public/licenses.txt'), 'utf8');
  const named = (bundle: string) =>
    [...notices.matchAll(/^(\S+) \S+\nLicense: .+\nIn: (.+)$/gm)].flatMap(([, name, bundles]) =>
      bundles?.split(', ').includes(bundle) ? name : [],
    );
  // Read from the same sources by another bundler.
  for (const [bundle, entry] of [
    ['page', 'src/page/main.tsx'],
    ['widget', 'src/widget/core.tsx'],
  ] as const) {
    const { metafile } = await build({
      ...{ entryPoints: [entry], bundle: true, write: false, metafile: true, outdir: 'dist' },
      ...{ splitting: true, format: 'esm', jsx: 'transform', external: ['edgewise:emoji'] },
      ...{ loader: { '.css': 'text' }, logLevel: 'silent' },
    });
    const contained = Object.values(metafile.outputs)
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
    expect(contained).toContain('preact');
    expect(named(bundle)).toEqual(expect.arrayContaining([...new Set(contained)]));
  }
  expect(named('widget')).toContain('emojibase-data');
  expect(named('Worker')).toEqual(
    expect.arrayContaining(['hono', 'jose', 'valibot', 'ai', 'tldts']),
  );
});
