import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { type Category, findBrowser, type Machine } from './browser.ts';
import { installFromDebian } from './debian.ts';
import { stop } from './stop.ts';

const DOWNLOAD_MS = 5 * 60_000;
const VERSION_MS = 30_000;

/**
 * Finds a browser, or tries to install one. Ends the process if there is none.
 * @returns its path.
 */
export function getBrowser(): string {
  const path =
    findBrowser(thisMachine()) ??
    downloaded() ??
    // Older Debian releases have no headless shell.
    fromDebian('chromium-headless-shell') ??
    fromDebian('chromium');
  if (path === undefined) {
    stop(
      'The browser tests need Chromium or Chrome: install one, or name it with EDGEWISE_BROWSER=/path/to/chrome.',
    );
  }
  if (!runs(path)) {
    stop(
      `There is no working browser at ${path}: set EDGEWISE_BROWSER to one, or unset it and CHROME_PATH.`,
    );
  }
  return path;
}

/**
 * Finds or installs a browser with all features, which a few tests need.
 * @returns its path; `undefined` if there is none, and these tests are skipped.
 */
export function getWholeBrowser(): string | undefined {
  return findBrowser(thisMachine(), 'whole') ?? fromDebian('chromium', 'whole');
}

function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    playwrightsOwn: chromium.executablePath(),
    exists: runs,
  };
}

/**
 * Whether a browser starts: Ubuntu's `chromium-browser` may be a stub that only prints how to
 * install it.
 */
function runs(path: string): boolean {
  if (process.platform !== 'linux') return existsSync(path);
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: VERSION_MS }).status === 0;
}

function downloaded(): string | undefined {
  console.log('No browser was found; trying to download the one that Playwright offers.');
  const playwright = ['node_modules/@playwright/test/cli.js', 'install', 'chromium'];
  // Fails silently, because another way to get a browser follows.
  spawnSync(process.execPath, playwright, {
    stdio: 'ignore',
    timeout: DOWNLOAD_MS,
  });
  return findBrowser(thisMachine());
}

function fromDebian(name: string, kind?: Category): string | undefined {
  console.log(`Trying to install Debian's ${name}.`);
  return installFromDebian([name]) ? findBrowser(thisMachine(), kind) : undefined;
}
