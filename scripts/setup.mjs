// The entry point of every npm script: `node scripts/setup.mjs scripts/start.ts …` installs missing
// packages and runs the script under Node 24 from node_modules. The system's Node runs this file,
// so its syntax must work in Node 16. It imports everything else after checking the version.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(
    `Edgewise needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}: ` +
      'install a current one from nodejs.org and run the command again.',
  );
  process.exit(1);
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const { install, ownNode } = await import('./install.mjs');
await install(root);

// Tools find each other, and the newer Node, by name.
const bin = join(root, 'node_modules', '.bin');
process.env.PATH = bin + delimiter + (process.env.PATH || '');

const END_WITH_PARENT = new URL('end-with-parent.mjs', import.meta.url).href;
if (process.env.npm_lifecycle_event) await import(END_WITH_PARENT);

const [command, ...args] = process.argv.slice(2);
if (command) {
  if (realpathSync(process.execPath) === realpathSync(ownNode(root))) await runHere(command);
  else runUnderOwnNode(command, args);
}

// npm puts node_modules/.bin first on the PATH. After the first run, this process already is the
// newer Node, and no second process is needed.
function runHere(command) {
  process.argv.splice(1, 1);
  return import(pathToFileURL(resolve(root, command)).href);
}

function runUnderOwnNode(command, args) {
  const all = ['--import', END_WITH_PARENT, command, ...args];
  const child = spawn(ownNode(root), all, { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code);
    // Ends with the same signal, so that the parent process sees it.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
