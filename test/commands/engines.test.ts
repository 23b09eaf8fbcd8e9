import { expect, test } from 'vitest';
import { type EngineMachine, findEngines } from '../../scripts/engines.ts';

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const WEBKIT = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb', MINI_BROWSER];

function machine(installed: string[], more: Partial<EngineMachine> = {}): EngineMachine {
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    exists: (path) => installed.includes(path),
    runs: () => true,
    glob: (pattern) => (pattern.includes('webkit2gtk-4.') ? installed : []).filter(isMiniBrowser),
    ...more,
  };
}
const isMiniBrowser = (path: string) => path.endsWith('/MiniBrowser');

const found = (there: EngineMachine) =>
  findEngines(there).flatMap(({ name, programs }) => (programs ? [[name, programs]] : []));

test('finds what Debian installs', () => {
  expect(found(machine(['/usr/bin/firefox-esr', '/usr/bin/firefox', ...WEBKIT]))).toEqual([
    ['Firefox', { firefox: '/usr/bin/firefox-esr' }],
    [
      'WebKit',
      { driver: '/usr/bin/WebKitWebDriver', screen: '/usr/bin/Xvfb', browser: MINI_BROWSER },
    ],
  ]);
});

test('finds nothing if nothing is installed', () => {
  expect(found(machine([]))).toEqual([]);
});

test.each(WEBKIT)('needs all of WebKit: without %s there is none', (missing) => {
  expect(found(machine(WEBKIT.filter((path) => path !== missing)))).toEqual([]);
});

test('skips a stub that only says where to get Firefox', () => {
  expect(found(machine(['/usr/bin/firefox'], { runs: () => false }))).toEqual([]);
});

test('uses the Firefox that is configured, wherever it is', () => {
  const env = { EDGEWISE_FIREFOX: '/my/firefox' };
  expect(found(machine([], { env }))).toEqual([['Firefox', { firefox: '/my/firefox' }]]);
});

test('finds Firefox on a Mac', () => {
  const firefox = '/Applications/Firefox.app/Contents/MacOS/firefox';
  expect(found(machine([firefox], { platform: 'darwin', env: {} }))).toEqual([
    ['Firefox', { firefox }],
  ]);
});
