import { randomBytes } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUDGETS, type Budgeted, judge } from '../../scripts/budgets.ts';
import { checkout } from './checkout.ts';
import { node } from './command.ts';

const BUILD = ['scripts/build.ts'];

/** As `wrangler dev` builds. */
const WITHOUT_BUDGETS = { WRANGLER_COMMAND: 'dev' };

test('the page names files by their content, and old ones go', async () => {
  const folder = checkout();
  const first = node(BUILD, { cwd: folder, env: WITHOUT_BUDGETS });
  expect(await first.ended, first.output()).toBe(0);
  const before = loadedBy(folder);
  appendFileSync(join(folder, 'src/page/main.tsx'), "\ndocument.title += 'x';\n");
  expect(await node(BUILD, { cwd: folder, env: WITHOUT_BUDGETS }).ended).toBe(0);
  const after = loadedBy(folder);
  expect(after.css).toBe(before.css);
  expect(after.script).not.toBe(before.script);
  const files = readdirSync(join(folder, 'public/assets'));
  expect(files).toContain(after.script);
  expect(files).not.toContain(before.script);
});

// The SDK by itself: page and widget are made of it.
test.each<Partial<Record<Budgeted, string>>>([
  {
    'page, first load': 'src/page/main.tsx',
    'widget, before it is wanted': 'src/widget/loader.ts',
    'widget, opened': 'src/widget/core.tsx',
  },
  { 'SDK, by itself': 'src/client/index.ts' },
])('what has outgrown its budget is named, and fails the build: %o', async (heavy) => {
  const folder = checkout();
  // Random, so that gzip cannot help; used, so that the bundler keeps it.
  const ballast = randomBytes(60_000).toString('base64');
  writeFileSync(join(folder, 'src/ballast.ts'), `export const ballast = '${ballast}';\n`);
  for (const entry of Object.values(heavy)) {
    const text = readFileSync(join(folder, entry), 'utf8');
    const import_ = "import { ballast } from '../ballast.ts';\n";
    writeFileSync(join(folder, entry), `${import_}${text}\nglobalThis.name = ballast;\n`);
  }
  const build = node(BUILD, { cwd: folder });
  expect(await build.ended).toBe(1);
  const named = build.output().match(/^.*\d+ bytes over$/gm) ?? [];
  for (const bundle of Object.keys(heavy))
    expect(named).toContainEqual(expect.stringContaining(bundle));
  expect(build.output()).toContain('A bundle has outgrown its budget.');
});

test('the loader knows the core by its name, and there is a name that always leads to it', async () => {
  const folder = checkout();
  const build = node(BUILD, { cwd: folder, env: WITHOUT_BUDGETS });
  expect(await build.ended, build.output()).toBe(0);
  const read = (path: string) => readFileSync(join(folder, 'public', path), 'utf8');
  const [core] = read('widget.js').match(/\/assets\/core-[\w-]{8}\.js/) ?? [];
  expect(core).toBeDefined();
  expect(readdirSync(join(folder, 'public/assets')).map((name) => `/assets/${name}`)).toContain(
    core,
  );
  expect(read('core.js')).toContain(`'${core}'`);
});

test('a budget may be used up, and not by a byte more', () => {
  const page = BUDGETS['page, first load'];
  expect(judge({ 'page, first load': page, 'SDK, by itself': 1 }).kept).toBe(true);
  expect(judge({ 'page, first load': page + 1, 'SDK, by itself': 1 }).kept).toBe(false);
});

test('requests are counted, and one too many is named', () => {
  const most = BUDGETS['widget, requests to open'];
  expect(judge({ 'widget, requests to open': most }).kept).toBe(true);
  const { kept, table } = judge({ 'widget, requests to open': most + 1 });
  expect(kept).toBe(false);
  expect(table).toContain('1 requests over');
});

function loadedBy(folder: string) {
  const html = readFileSync(join(folder, 'public/index.html'), 'utf8');
  return {
    script: html.match(/\/assets\/(main-[\w-]{8}\.js)"/)?.[1],
    css: html.match(/\/assets\/(page-[A-Z0-9]{8}\.css)"/)?.[1],
  };
}
