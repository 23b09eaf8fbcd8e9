import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUDGETS, type Budgeted, checkBudgets } from '../../scripts/budgets.ts';
import { checkout } from './checkout.ts';
import { node } from './command.ts';

const BUILD = ['scripts/build.ts'];

/** As `wrangler dev` builds. */
const WITHOUT_BUDGETS = { WRANGLER_COMMAND: 'dev' };

test('page and loader name files by their content, and old ones are removed', async () => {
  const folder = checkout();
  const first = node(BUILD, { cwd: folder, env: WITHOUT_BUDGETS });
  expect(await first.ended, first.output()).toBe(0);
  const before = loadedBy(folder);
  const read = (path: string) => readFileSync(join(folder, 'public', path), 'utf8');
  const [core = 'none'] = read('widget.js').match(/\/assets\/core-[\w-]{8}\.js/) ?? [];
  expect(existsSync(join(folder, 'public', core)), core).toBe(true);
  // A name that always links to it.
  expect(read('core.js')).toContain(`'${core}'`);
  appendFileSync(join(folder, 'src/page/main.tsx'), "\ndocument.title += 'x';\n");
  expect(await node(BUILD, { cwd: folder, env: WITHOUT_BUDGETS }).ended).toBe(0);
  const after = loadedBy(folder);
  expect(after.css).toBe(before.css);
  expect(after.script).not.toBe(before.script);
  const files = readdirSync(join(folder, 'public/assets'));
  expect(files).toContain(after.script);
  expect(files).not.toContain(before.script);
});

test.each<[path: string, words: RegExp, name: Budgeted]>([
  ['README.md', /It costs ([\d.]+) KB until/, 'widget, before it is wanted'],
  ['README.md', /takes (\d+) requests/, 'widget, requests to open'],
  ['README.md', /requests and ([\d.]+) KB in all/, 'widget, opening in all'],
  ['docs/embed.md', /The script is ([\d.]+) KB/, 'widget, before it is wanted'],
  ['docs/embed.md', /more than (\d+) requests/, 'widget, requests to open'],
  ['docs/embed.md', /requests or ([\d.]+) KB/, 'widget, opening in all'],
  ['docs/embed.md', /its preflight \| ([\d.]+) KB/, 'widget, opening in all'],
  ['docs/embed.md', /once the first file \(([\d.]+) KB\)/, 'widget, opened'],
  ['docs/embed.md', /loads the first file \(([\d.]+) KB\)/, 'widget, opened'],
  ['sdk/README.md', /at most ([\d.]+) KB/, 'SDK, by itself'],
])('%s states in %s what the build allows', (path, words, name) => {
  const [, stated = 'nothing'] = words.exec(readFileSync(path, 'utf8')) ?? [];
  const unit = name === 'widget, requests to open' ? 1 : 1000;
  expect(stated).toBe(String(BUDGETS[name] / unit));
});

// The SDK by itself: page and widget contain it.
const ENTRIES: Partial<Record<Budgeted, string>> = {
  'page, first load': 'src/page/main.tsx',
  'widget, before it is wanted': 'src/widget/loader.ts',
  'widget, opened': 'src/widget/core.tsx',
  'SDK, by itself': 'src/client/index.ts',
};

test('a file that exceeds its budget is named, and fails the build', async () => {
  const folder = checkout();
  for (const [name, entry] of Object.entries(ENTRIES)) {
    // Random, so that gzip cannot help; used, so that the bundler keeps it; different in each entry.
    const ballast = randomBytes(60_000).toString('base64');
    const text = readFileSync(join(folder, entry), 'utf8');
    writeFileSync(join(folder, entry), `${text}\nglobalThis.name = '${name}${ballast}';\n`);
  }
  const build = node(BUILD, { cwd: folder });
  expect(await build.ended).toBe(1);
  const named = build.output().match(/^.*\d+ bytes over$/gm) ?? [];
  for (const bundle of Object.keys(ENTRIES))
    expect(named).toContainEqual(expect.stringContaining(bundle));
  expect(build.output()).toContain('A bundle has outgrown its budget.');
});

test('a budget may be used up, but not exceeded by one byte', () => {
  const page = BUDGETS['page, first load'];
  expect(checkBudgets({ 'page, first load': page, 'SDK, by itself': 1 }).kept).toBe(true);
  expect(checkBudgets({ 'page, first load': page + 1, 'SDK, by itself': 1 }).kept).toBe(false);
});

test('requests are counted, and one too many is named', () => {
  const most = BUDGETS['widget, requests to open'];
  expect(checkBudgets({ 'widget, requests to open': most }).kept).toBe(true);
  const { kept, table } = checkBudgets({ 'widget, requests to open': most + 1 });
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
