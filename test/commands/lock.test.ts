import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './checkout.ts';

const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');

test('the lock file names no registry address', () => {
  expect(text).not.toContain('"resolved"');
  expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

test('npm ci accepts the lock file', () => {
  // If a registry has only some systems' packages, npm omits the others when it writes the file, and
  // npm ci then rejects it everywhere.
  const { stdout, status } = spawnSync('npm', ['ci', '--dry-run', '--offline'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(status, stdout).toBe(0);
});
