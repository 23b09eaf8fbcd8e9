import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const ROOT = join(import.meta.dirname, '..', '..');

/** An empty folder that is removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'edgewise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/**
 * What git would check out and npm would install, without the minute that takes. Tests start, build
 * and deploy in a copy, so that they neither find nor leave anything in the checkout they run from.
 */
export function checkout(): string {
  const folder = emptyFolder();
  const brought = ['scripts', 'src', 'package.json', 'package-lock.json', 'wrangler.toml'];
  for (const name of [...brought, 'tsconfig.base.json']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
