import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const VERSION_MS = 30_000;

/** What decides where an engine is; passed in, so that every machine can be tested on one. */
export interface EngineMachine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  exists(path: string): boolean;
  /** Whether a program is more than a stub that only says where to get it. */
  runs(path: string): boolean;
  /** The files that match a pattern. */
  glob(pattern: string): string[];
}

/** A browser engine other than Chromium's, which the smoke suite runs in where it is installed. */
export interface Engine {
  name: 'Firefox' | 'WebKit';
  /** Debian's packages that provide it. */
  packages: readonly string[];
  /** How to install it where apt-get cannot. */
  advice: string;
  /** The programs that run it, by what each is for; undefined where one is missing. */
  find(machine: EngineMachine): Readonly<Record<string, string>> | undefined;
}

const MAC_FIREFOX = '/Applications/Firefox.app/Contents/MacOS/firefox';
// Debian and Fedora; the number is the version of the library's interface.
const MINI_BROWSERS = [
  '/usr/lib/*/webkit2gtk-4.*/MiniBrowser',
  '/usr/lib/*/webkitgtk-6.*/MiniBrowser',
  '/usr/libexec/webkit2gtk-4.*/MiniBrowser',
  '/usr/libexec/webkitgtk-6.*/MiniBrowser',
];

export const ENGINES: readonly Engine[] = [
  {
    name: 'Firefox',
    packages: ['firefox-esr'],
    advice: 'install Firefox, or name it with EDGEWISE_FIREFOX=/path/to/firefox',
    find(machine) {
      const named = machine.env['EDGEWISE_FIREFOX'];
      const usual =
        machine.platform === 'darwin'
          ? [MAC_FIREFOX]
          : ['firefox-esr', 'firefox'].flatMap((name) => onPath(machine, name));
      const firefox = named || usual.find((path) => machine.exists(path) && machine.runs(path));
      return firefox === undefined ? undefined : { firefox };
    },
  },
  {
    name: 'WebKit',
    packages: ['webkit2gtk-driver', 'xvfb'],
    advice: "on Linux, install WebKitGTK's WebDriver and Xvfb",
    find(machine) {
      const driver = onPath(machine, 'WebKitWebDriver').find(machine.exists);
      const screen = onPath(machine, 'Xvfb').find(machine.exists);
      const browser = MINI_BROWSERS.flatMap((pattern) => machine.glob(pattern))[0];
      if (driver === undefined || screen === undefined || browser === undefined) return undefined;
      return { driver, screen, browser };
    },
  },
];

/** The engines, each with its programs where it is installed. */
export function findEngines(machine: EngineMachine = thisMachine()) {
  return ENGINES.map((engine) => ({ ...engine, programs: engine.find(machine) }));
}

function onPath({ env }: EngineMachine, name: string): string[] {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name));
}

function thisMachine(): EngineMachine {
  return {
    platform: process.platform,
    env: process.env,
    exists: existsSync,
    runs: (path) => spawnSync(path, ['--version'], { timeout: VERSION_MS }).status === 0,
    glob: (pattern) => globSync(pattern),
  };
}
