// Two commands started together must not both rewrite node_modules. The lock file lies outside of it,
// because `npm ci` removes the whole folder, and names its holder, so that a crash blocks nobody.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 200;

export async function oneAtATime(lock, work) {
  mkdirSync(dirname(lock), { recursive: true });
  let told = false;
  while (!take(lock)) {
    if (!told) console.log('Another command is installing; waiting for it.');
    told = true;
    await pause(LOOK_AGAIN_MS);
  }
  // On 'exit', because the work may end the process.
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
    // Empty for an instant, between being made and being written.
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
