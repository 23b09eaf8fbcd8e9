import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { experimental_readRawConfig } from 'wrangler';
import { makeSecret, SECRET_NAME } from '../../scripts/secret.ts';
import { WRANGLER, wranglerEnvironment } from '../../scripts/wrangler.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let bundled: Promise<string> | undefined;

/**
 * A wrangler project in a folder of its own, made from this checkout's wrangler.toml. The Worker is
 * bundled once and then fixed: an edit during a test restarts no server, and the checkout's own state
 * and secret stay out of it. The caller removes it.
 * @param page a folder with a built page; by default a stand-in.
 */
export async function makeProject(
  vars: Readonly<Record<string, string>>,
  page = 'assets',
): Promise<string> {
  bundled ??= bundle();
  const worker = await bundled;
  // Wrangler watches the folder of files it did not bundle; the rooms must not be stored there.
  const main = join('worker', 'index.js');
  const folder = writeProject({ main, no_bundle: true, vars }, page);
  mkdirSync(join(folder, 'worker'));
  writeFileSync(join(folder, main), worker);
  return folder;
}

async function bundle(): Promise<string> {
  const folder = writeProject({ main: join(ROOT, 'src', 'worker', 'index.ts') });
  try {
    await promisify(execFile)(process.execPath, [WRANGLER, 'deploy', '--dry-run', '--outdir=out'], {
      cwd: folder,
      env: wranglerEnvironment(),
    });
    return readFileSync(join(folder, 'out', 'index.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeProject(changes: Record<string, unknown>, page = 'assets'): string {
  const folder = mkdtempSync(join(tmpdir(), 'edgewise-test-'));
  const { rawConfig } = experimental_readRawConfig({ config: join(ROOT, 'wrangler.toml') });
  const { build: _, ...config } = rawConfig;
  const assets = { ...config.assets, directory: page };
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets', 'index.html'), '<!doctype html><title>A page</title>');
  writeFileSync(join(folder, '.dev.vars'), `${SECRET_NAME}=${makeSecret()}\n`);
  writeFileSync(join(folder, 'wrangler.json'), JSON.stringify({ ...config, ...changes, assets }));
  return folder;
}
