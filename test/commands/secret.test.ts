import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureLocalSecret, makeSecret } from '../../scripts/secret.ts';
import { emptyFolder, ROOT } from './checkout.ts';

const MADE = /^EDGEWISE_SECRET=[\w-]{43}$/m;

test('a secret is 32 random bytes', () => {
  expect(Buffer.from(makeSecret(), 'base64url')).toHaveLength(32);
  expect(makeSecret()).not.toBe(makeSecret());
});

test('a secret is created once, and only its owner may read it', () => {
  const path = join(emptyFolder(), '.dev.vars');
  ensureLocalSecret(path);
  const made = readFileSync(path, 'utf8');
  expect(made).toMatch(MADE);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  ensureLocalSecret(path);
  expect(readFileSync(path, 'utf8')).toBe(made);
});

test.each([
  ['EDGEWISE_SECRET=mine'],
  ['EDGEWISE_SECRET = "mine"'],
  ['export EDGEWISE_SECRET=mine'],
  ['OTHER=1\nEDGEWISE_SECRET=mine\nMORE=2\n'],
])('a secret of one’s own is kept: %j', (text) => {
  const path = withText(text);
  ensureLocalSecret(path);
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each([
  ['OTHER=1\n', /^OTHER=1\nEDGEWISE_SECRET=.{43}\n$/],
  ['OTHER=1', /^OTHER=1\nEDGEWISE_SECRET=.{43}\n$/],
  ['EDGEWISE_SECRET=\nOTHER=1\n', /^OTHER=1\nEDGEWISE_SECRET=.{43}\n$/],
  ['EDGEWISE_SECRET=""\n', /^EDGEWISE_SECRET=.{43}\n$/],
  ['# EDGEWISE_SECRET=old\n', /^# EDGEWISE_SECRET=old\nEDGEWISE_SECRET=.{43}\n$/],
  ['EDGEWISE_SECRET_OLD=1\n', /^EDGEWISE_SECRET_OLD=1\nEDGEWISE_SECRET=.{43}\n$/],
])('the rest of the file stays: %j', (text, expected) => {
  const path = withText(text);
  ensureLocalSecret(path);
  expect(readFileSync(path, 'utf8')).toMatch(expected);
});

test('git ignores the secret’s file, and tracks no secret', () => {
  for (const name of ['.dev.vars', '.dev.vars.staging', '.env']) {
    expect(spawnSync('git', ['check-ignore', '-q', name], { cwd: ROOT }).status, name).toBe(0);
  }
  const value = 'EDGEWISE_SECRET["\']?[[:space:]]*[=:][[:space:]]*["\']?[A-Za-z0-9_-]{43}';
  const found = spawnSync('git', ['grep', '-nE', value], { cwd: ROOT, encoding: 'utf8' });
  expect(found.stdout).toBe('');
  expect(found.status).toBe(1);
  const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
  expect(tracked.filter((path) => /(^|\/)\.(dev\.vars|env)(?!\.example)/.test(path))).toEqual([]);
});

function withText(text: string): string {
  const path = join(emptyFolder(), '.dev.vars');
  writeFileSync(path, text);
  chmodSync(path, 0o644);
  return path;
}
