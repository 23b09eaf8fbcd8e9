import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const INSTALL_MS = 5 * 60_000;

/**
 * Installs packages with apt-get, if it exists and permissions allow it.
 * @returns whether all of them are installed.
 */
export function installFromDebian(packages: readonly string[]): boolean {
  const root = process.getuid?.() === 0;
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  // -n: an automatic installation must not stop to ask for a password.
  const asRoot = root ? [] : ['sudo', '-n'];
  if (!root && !run('sudo', ['-n', 'true'])) return false;
  const aptGet = [
    ...asRoot,
    ...['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o=Dpkg::Use-Pty=0'],
  ];
  const steps = [['update'], ['install', '-y', '--no-install-recommends', ...packages]];
  return steps.every((step) => {
    const [program = '', ...args] = [...aptGet, ...step];
    return run(program, args);
  });
}

function run(program: string, args: string[]): boolean {
  const child = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: INSTALL_MS,
  });
  return child.status === 0;
}
