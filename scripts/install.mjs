// Installs missing or changed packages. A mark in node_modules contains the hash of the installed
// lock file. `npm ci` removes it with the folder, so an interrupted installation leaves no mark.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';

// Packages with binaries, which npm's install scripts put in place if scripts are allowed.
const PROGRAMS = ['node', 'workerd', 'esbuild'];

export function ownNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules', 'node', 'bin', name);
}

export async function install(root) {
  if (isInstalled(root) && (await notRunnable(root)).length === 0) return;
  await oneAtATime(join(root, '.wrangler', 'setup.lock'), () => installNow(root));
}

async function installNow(root) {
  if (!isInstalled(root)) {
    if (isLink(join(root, 'node_modules'))) {
      stop(
        'The folder node_modules is a link, and what it leads to is out of date: install there.',
      );
    }
    console.log('Installing what Edgewise needs; this happens once and takes a moment.');
    await npm(root, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    leaveMark(root);
  }
  const blocked = await notRunnable(root);
  if (blocked.length === 0) return;
  // With ignore-scripts, npm does not install these binaries. The project needs only these scripts.
  console.log(`Mending what an install script has left out: ${blocked.join(', ')}.`);
  await npm(root, ['rebuild', '--ignore-scripts=false', '--loglevel=error', ...blocked]);
  const broken = await notRunnable(root);
  if (broken.length > 0) {
    stop(
      `The program ${broken.join(' and ')} in node_modules does not run. Remove the folder node_modules, ` +
        'allow install scripts (npm config delete ignore-scripts) and run the command again.',
    );
  }
}

function isInstalled(root) {
  const mark = readOrUndefined(markPath(root));
  if (mark !== undefined) return mark === hashOfLock(root);
  if (!hasAllPackages(root)) return false;
  // The packages were installed with a manual `npm ci`.
  leaveMark(root);
  return true;
}

function leaveMark(root) {
  writeFileSync(markPath(root), hashOfLock(root));
}

function markPath(root) {
  return join(root, 'node_modules', '.edgewise-lock');
}

function hashOfLock(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Whether npm's record of node_modules matches the lock file. npm writes the record last. */
function hasAllPackages(root) {
  const record = readOrUndefined(join(root, 'node_modules', '.package-lock.json'));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(lockedPackages(root)).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    // Optional packages for other systems are not installed.
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function lockedPackages(root) {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
}

function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function readOrUndefined(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

async function notRunnable(root) {
  const wanted = lockedPackages(root);
  const names = PROGRAMS.filter((name) => wanted[`node_modules/${name}`]);
  const runnable = await Promise.all(names.map((name) => runs(root, name)));
  return names.filter((_, index) => !runnable[index]);
}

function runs(root, name) {
  const program = name === 'node' ? ownNode(root) : join(root, 'node_modules', '.bin', name);
  if (program === process.execPath) return true;
  return new Promise((answer) => {
    const shell = process.platform === 'win32';
    const child = spawn(shell ? `"${program}"` : program, ['--version'], {
      stdio: 'ignore',
      shell,
    });
    child.on('error', () => answer(false));
    child.on('exit', (code) => answer(code === 0));
  });
}

// npm runs on the system's Node, because `npm ci` removes the one in node_modules.
function npm(root, args) {
  const own = `node_modules${sep}.bin`;
  const path = (process.env.PATH || '').split(delimiter).filter((entry) => !entry.endsWith(own));
  const env = { ...process.env, PATH: path.join(delimiter) };
  return new Promise((done) => {
    const child = spawn('npm', args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('error', () =>
      stop('npm was not found: install Node with npm and run the command again.'),
    );
    child.on('exit', (code) => {
      if (code === 0) return done();
      stop(
        `npm ${args[0]} did not succeed; its message is above. Run the command again when that is mended.`,
      );
    });
  });
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
