import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findEngines } from './scripts/engines.ts';
import { freePort } from './test/support/free-port.ts';

// Each worker process reads this file anew; what was chosen once travels in the environment.
process.env['EDGEWISE_TEST_PORT'] ??= String(await freePort());
process.env['EDGEWISE_TEST_STATE'] ??= mkdtempSync(join(tmpdir(), 'edgewise-browser-'));
process.env['EDGEWISE_TEST_ENGINES'] ??= findEngines()
  .flatMap(({ name, programs }) => (programs ? [name] : []))
  .join();
const port = process.env['EDGEWISE_TEST_PORT'];
const executablePath = process.env['EDGEWISE_BROWSER'];

/** Windows that nobody opens here, and processes kept ready that nobody needs: a third of all the work. */
const UNUSED = ['SpareRendererForSitePerProcess', 'WebUIOmniboxAimPopup', 'WebUIOmniboxPopup'];
/** Only the last list counts, so it has what Playwright switches off as well. */
const SWITCHED_OFF = [
  ...['AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync'],
  ...['DestroyProfileOnBrowserClose', 'HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades'],
  ...['LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints'],
  ...['PaintHolding', 'PreconnectToSearch', 'ThirdPartyStoragePartitioning', ...UNUSED],
];

// Conversations are seeded faster than people type.
const LIMITS = ['LIMIT_MESSAGE_BURST:10000', 'LIMIT_MESSAGE_PER_MINUTE:10000'];

export default defineConfig({
  projects: [
    { name: 'Chromium', testDir: 'test/browser' },
    // An empty list leaves them out.
    ...(process.env['EDGEWISE_TEST_ENGINES'].match(/\w+/g) ?? []).map((name) => ({
      name,
      testDir: 'test/engines',
      testMatch: `${name.toLowerCase()}.test.ts`,
      // They share one window.
      fullyParallel: false,
      // They draw without a graphics card, and wait longer for a machine that is busy.
      timeout: 120_000,
    })),
  ],
  testMatch: '**/*.test.ts',
  outputDir: join(process.env['EDGEWISE_TEST_STATE'], 'results'),
  snapshotPathTemplate: '{testDir}/{arg}{ext}',
  fullyParallel: true,
  // Even with less to do, each waits as much as it works; so two cores have time for a third.
  workers: 3,
  timeout: 40_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    launchOptions: {
      ...(executablePath && { executablePath }),
      // No sandbox for root, as in containers; and nothing that the browser does of its own accord.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${SWITCHED_OFF.join()}`,
      ],
    },
  },
  webServer: {
    command: [
      ...['node', 'scripts/setup.mjs', 'scripts/start.ts', '--states'],
      ...['--persist-to', JSON.stringify(join(process.env['EDGEWISE_TEST_STATE'], 'state'))],
      ...LIMITS.flatMap((limit) => ['--var', limit]),
    ].join(' '),
    // What is deployed.
    env: { PORT: port, EDGEWISE_BUILD: 'full' },
    url: `http://localhost:${port}/api/health`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
