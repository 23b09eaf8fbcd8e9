// The door of every command: `node scripts/setup.mjs scripts/start.ts …` installs what is missing and
// runs the command under Node 24 from node_modules. Whatever Node the machine has runs this file, so
// it stays within what Node 16 understands, and loads the rest only when the version will do.
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

// Tools find each other by name, and by this the newer Node as well.
const bin = join(root, 'node_modules', '.bin');
process.env.PATH = bin + delimiter + (process.env.PATH || '');

const END_WITH_PARENT = new URL('end-with-parent.mjs', import.meta.url).href;
if (process.env.npm_lifecycle_event) await import(END_WITH_PARENT);

const [command, ...args] = process.argv.slice(2);
if (command) {
  if (realpathSync(process.execPath) === realpathSync(ownNode(root))) await runHere(command);
  else runUnderOwnNode(command, args);
}

// npm puts node_modules/.bin first on the PATH, so from the second run on this is the newer Node
// already, and one process less needs to be started, watched and stopped.
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
    // Whoever waits for us should see the same end.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
