// A lock, because two commands started together must not both change node_modules. The lock file is
// outside of node_modules, because `npm ci` removes that folder. It contains the holder's process
// id, so that a crashed holder does not block others.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 200;

export async function oneAtATime(lock, work) {
  mkdirSync(dirname(lock), { recursive: true });
  let hasPrinted = false;
  while (!take(lock)) {
    if (!hasPrinted) console.log('Another command is installing; waiting for it.');
    hasPrinted = true;
    await pause(LOOK_AGAIN_MS);
  }
  // On 'exit', because `work` may end the process.
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  await work();
  process.removeListener('exit', release);
  release();
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (holderIsGone(lock)) rmSync(lock, { force: true });
  return false;
}

function holderIsGone(lock) {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    // The file is empty for a moment after it was created.
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
