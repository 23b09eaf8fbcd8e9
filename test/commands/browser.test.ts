import { expect, test } from 'vitest';
import { findBrowser } from '../../scripts/browser.ts';

const OWN = '/cache/playwright/chrome';
const PATH = '/usr/local/bin:/usr/bin';

test.each<[string, NodeJS.Platform, Record<string, string>, string[], string | undefined]>([
  [
    'the configured browser',
    'linux',
    { EDGEWISE_BROWSER: '/my/chrome', PATH },
    ['/my/chrome', '/usr/bin/chromium'],
    '/my/chrome',
  ],
  [
    'the variable that other tools use',
    'linux',
    { CHROME_PATH: '/my/chrome', PATH },
    ['/usr/bin/chromium'],
    '/my/chrome',
  ],
  ['our variable before theirs', 'linux', { EDGEWISE_BROWSER: '/a', CHROME_PATH: '/b' }, [], '/a'],
  [
    'a configured path that does not exist, to be reported',
    'linux',
    { EDGEWISE_BROWSER: '/gone', PATH },
    ['/usr/bin/chromium'],
    '/gone',
  ],
  [
    'nothing configured if the variable is empty',
    'linux',
    { EDGEWISE_BROWSER: '', PATH },
    ['/usr/bin/chromium'],
    '/usr/bin/chromium',
  ],
  [
    'the headless shell before the others',
    'linux',
    { PATH },
    ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'],
    '/usr/bin/chromium-headless-shell',
  ],
  ['Debian’s', 'linux', { PATH }, ['/usr/bin/chromium', OWN], '/usr/bin/chromium'],
  ['Ubuntu’s', 'linux', { PATH }, ['/usr/bin/chromium-browser'], '/usr/bin/chromium-browser'],
  [
    'Google’s',
    'linux',
    { PATH },
    ['/usr/bin/google-chrome-stable'],
    '/usr/bin/google-chrome-stable',
  ],
  [
    'Chromium before Chrome',
    'linux',
    { PATH },
    ['/usr/local/bin/google-chrome', '/usr/bin/chromium'],
    '/usr/bin/chromium',
  ],
  ['Playwright’s own last', 'linux', { PATH }, [OWN], OWN],
  ['none', 'linux', { PATH }, [], undefined],
  ['nothing without a PATH', 'linux', {}, ['/usr/bin/chromium'], undefined],
  [
    'the browser of a Mac',
    'darwin',
    {},
    ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  ['nothing on a Mac without one', 'darwin', {}, [OWN], OWN],
  [
    'Windows’',
    'win32',
    { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Me' },
    ['C:\\Me\\Google\\Chrome\\Application\\chrome.exe'],
    'C:\\Me\\Google\\Chrome\\Application\\chrome.exe',
  ],
  ['Windows without', 'win32', {}, [OWN], OWN],
])('finds %s', (_, platform, env, installed, expected) => {
  const exists = (path: string) => installed.includes(path);
  expect(findBrowser({ platform, env, playwrightsOwn: OWN, exists })).toBe(expected);
});

test('finds a full browser besides the headless shell, or none', () => {
  const shell = '/usr/bin/chromium-headless-shell';
  const find = (installed: string[], env = {}) =>
    findBrowser(
      {
        platform: 'linux',
        env: { PATH, ...env },
        playwrightsOwn: OWN,
        exists: (path) => installed.includes(path),
      },
      'whole',
    );
  expect(find([shell, '/usr/bin/chromium'])).toBe('/usr/bin/chromium');
  expect(find([shell, '/usr/bin/chromium'], { EDGEWISE_BROWSER: shell })).toBe('/usr/bin/chromium');
  expect(find([shell])).toBeUndefined();
  expect(find([], { EDGEWISE_BROWSER: '/my/chrome' })).toBe('/my/chrome');
});
