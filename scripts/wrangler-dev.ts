import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { WRANGLER, wranglerEnvironment } from './wrangler.ts';

const PRELOAD = new URL('end-with-parent.mjs', import.meta.url).href;
const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 100;

/**
 * Starts `wrangler dev` in a process group of its own, so that it and its workerd can be killed
 * together. Wrangler usually stops workerd itself, but may crash or hang.
 * @param onEnd called with wrangler's exit code, or with 0 after a signal.
 */
export function startWranglerDev(args: string[], onEnd: (code: number) => void): ChildProcess {
  const child = spawn(process.execPath, ['--import', PRELOAD, WRANGLER, 'dev', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
    env: wranglerEnvironment(),
  });
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      asked = true;
      child.kill('SIGTERM');
      setTimeout(() => killGroup(child), PATIENCE_MS).unref();
    });
  }
  child.on('exit', (code) => {
    killGroup(child);
    onEnd(asked ? 0 : (code ?? 1));
  });
  return child;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // The whole group has already ended.
  }
}

/**
 * Waits until the server responds.
 * @returns `false` if wrangler ended before that.
 */
export async function isServing(child: ChildProcess, origin: string): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await isHealthy(origin)) return true;
    await pause(LOOK_AGAIN_MS);
  }
  return false;
}

async function isHealthy(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(2_000) });
    return ((await response.json()) as { ok?: boolean }).ok === true;
  } catch {
    return false;
  }
}
