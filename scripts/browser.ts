import { delimiter, join } from 'node:path';

/** What decides where a browser is; handed in, so that every system can be tried on one. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** Where Playwright's own download lies, whether or not it has been made. */
  playwrightsOwn: string | undefined;
  exists(path: string): boolean;
}

/** It has no window, and needs a quarter of the processor to open a page. */
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

/** `whole`: one that does all that people's browsers do. The headless shell keeps no page for the way back. */
export type Category = 'any' | 'whole';

/**
 * The browser to test with: the one that was named, else one that is installed, else Playwright's
 * download. A name that leads nowhere is not passed over in silence: it comes back as it is.
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
