import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const VERSION_MS = 30_000;

/**
 * The properties of a machine that decide where an engine is. A parameter, so that tests can
 * simulate every machine.
 */
export interface EngineMachine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  exists(path: string): boolean;
  /** Whether a program runs; some are stubs that only print how to install it. */
  runs(path: string): boolean;
  /** @returns the files that match a pattern. */
  glob(pattern: string): string[];
}

/** A browser engine other than Chromium's. The smoke suite runs in it if it is installed. */
export interface Engine {
  name: 'Firefox' | 'WebKit';
  /** The Debian packages that provide it. */
  packages: readonly string[];
  /** How to install it without apt-get. */
  advice: string;
  /** @returns the programs that run it, by their purpose; `undefined` if one is missing. */
  find(machine: EngineMachine): Readonly<Record<string, string>> | undefined;
}

const MAC_FIREFOX = '/Applications/Firefox.app/Contents/MacOS/firefox';
// The paths on Debian and Fedora; the number is the library's API version.
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

/** @returns the engines, each with its programs if it is installed. */
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
