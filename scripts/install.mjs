// Installs what is missing or has changed, and nothing else. What npm recorded in node_modules is
// compared with the lock file, so an `npm ci` by hand counts, and an interrupted one does not.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';

// These arrive as programs, which npm's install scripts put in place where scripts are allowed.
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
    console.log('Installing what Edgewise needs; this happens once and takes a moment.');
    await npm(root, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  const blocked = await notRunnable(root);
  if (blocked.length === 0) return;
  // An npm told to ignore install scripts leaves programs out. The project needs just these.
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
  let installed;
  try {
    installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  } catch {
    return false;
  }
  const wanted = readPackages(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    // Packages for other systems are optional, and npm leaves them out.
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

async function notRunnable(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
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

// npm itself runs on the machine's Node: `npm ci` removes the one in node_modules under its feet.
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
