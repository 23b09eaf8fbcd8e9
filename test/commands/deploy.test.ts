import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wranglerEnvironment } from '../../scripts/wrangler.ts';
import { checkout, emptyFolder } from './checkout.ts';
import { fakeCloudflare } from './cloudflare.ts';
import { node } from './command.ts';

const DEPLOY = ['scripts/setup.mjs', 'scripts/deploy.ts'];
const WRANGLER = ['node_modules/wrangler/bin/wrangler.js', 'deploy'];

/** Nobody is logged in, and every request to Cloudflare fails. */
function stranger() {
  const home = emptyFolder();
  return {
    ...wranglerEnvironment(),
    HOME: home,
    XDG_CONFIG_HOME: home,
    CLOUDFLARE_API_TOKEN: undefined,
    CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:1',
  };
}

/** A checkout with nothing to build, which the tests of the secret do not need. */
function built(): string {
  const folder = checkout();
  const config = join(folder, 'wrangler.toml');
  writeFileSync(config, readFileSync(config, 'utf8').replace(/^\[build\]\n(.+\n)+/m, ''));
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folder, 'public/index.html'), '<!doctype html><title>A page</title>');
  return folder;
}

test('--dry-run builds everything, sends no request and leaves no secret', async () => {
  const folder = checkout();
  // A gallery left by local development.
  mkdirSync(join(folder, 'public/states'), { recursive: true });
  writeFileSync(join(folder, 'public/states/index.html'), '');
  const env = { ...stranger(), EDGEWISE_STATES: '1' };
  const command = node([...DEPLOY, '--dry-run'], { cwd: folder, env });
  expect(await command.ended, command.output()).toBe(0);
  expect(command.output()).toContain('Sizes, gzipped:');
  expect(command.output()).toContain('--dry-run: exiting now');
  expect(command.output()).toMatch(/env\.ROOMS \(Room\)/);
  expect(command.output()).toMatch(/env\.ANSWER_QUOTA \(AnswerQuota\)/);
  expect(existsSync(join(folder, 'public/index.html'))).toBe(true);
  expect(existsSync(join(folder, 'public/states'))).toBe(false);
  expect(existsSync(join(folder, '.dev.vars'))).toBe(false);
});

test('a user who is not logged in is told how to log in', async () => {
  const command = node(DEPLOY, { cwd: checkout(), env: stranger() });
  expect(await command.ended).toBe(1);
  expect(command.output().trim()).toBe(
    'Nobody is logged in to Cloudflare: run npx wrangler login, then npm run deploy again.',
  );
});

test('the first deploy creates the secret; later ones, and wrangler’s own, keep it', async () => {
  const folder = built();
  const cloudflare = await fakeCloudflare();
  const env = { ...stranger(), ...cloudflare.env };
  const outputs: string[] = [];
  for (const args of [DEPLOY, DEPLOY, WRANGLER]) {
    const command = node(args, { cwd: folder, env });
    expect(await command.ended, command.output()).toBe(0);
    outputs.push(command.output());
  }
  const sent = cloudflare.uploads.map((bindings) =>
    bindings.find(({ name }) => name === 'EDGEWISE_SECRET'),
  );
  expect(sent[0]).toMatchObject({
    type: 'secret_text',
    text: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect(sent.slice(1)).toEqual([
    { name: 'EDGEWISE_SECRET', type: 'inherit' },
    { name: 'EDGEWISE_SECRET', type: 'inherit' },
  ]);
  expect(outputs.join('')).not.toContain(sent[0]?.text);
  expect(existsSync(join(folder, '.dev.vars'))).toBe(false);
});

test('wrangler alone rejects a first deploy without the secret', async () => {
  const cloudflare = await fakeCloudflare();
  const command = node(WRANGLER, { cwd: built(), env: { ...stranger(), ...cloudflare.env } });
  expect(await command.ended).toBe(1);
  expect(command.output()).toContain('required secrets have not been set: EDGEWISE_SECRET');
  expect(cloudflare.uploads).toEqual([]);
});
