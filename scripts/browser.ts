import { delimiter, join } from 'node:path';

/**
 * The properties of a machine that decide where a browser is. A parameter, so that tests can
 * simulate every operating system.
 */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** The path of Playwright's own download, whether or not it exists. */
  playwrightsOwn: string | undefined;
  exists(path: string): boolean;
}

/** Has no window, and needs a quarter of the CPU time to open a page. */
const SHELL = 'chromium-headless-shell';
const ON_THE_PATH = [
  SHELL,
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
];

const MAC_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const WINDOWS_FOLDERS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];
const WINDOWS_PLACES = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
];

/** `whole` is a browser with all features. The headless shell lacks the back/forward cache. */
export type Category = 'any' | 'whole';

/**
 * Finds the browser to test with: the one set in the environment, else an installed one, else
 * Playwright's download. A path from the environment is returned even if it does not exist, so that
 * the caller reports it.
 * @returns its path; `undefined` if there is none.
 */
export function findBrowser(machine: Machine, kind: Category = 'any'): string | undefined {
  const named = machine.env['EDGEWISE_BROWSER'] || machine.env['CHROME_PATH'];
  const isWanted = (path: string) => kind === 'any' || !path.endsWith(SHELL);
  if (named && isWanted(named)) return named;
  return candidates(machine).find((path) => isWanted(path) && machine.exists(path));
}

function candidates({ platform, env, playwrightsOwn }: Machine): string[] {
  const own = playwrightsOwn === undefined ? [] : [playwrightsOwn];
  if (platform === 'darwin') return [...MAC_PLACES, ...own];
  if (platform === 'win32') {
    const folders = WINDOWS_FOLDERS.flatMap((name) => env[name] ?? []);
    return [
      ...folders.flatMap((folder) => WINDOWS_PLACES.map((place) => `${folder}\\${place}`)),
      ...own,
    ];
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...ON_THE_PATH.flatMap((name) => folders.map((folder) => join(folder, name))), ...own];
}
