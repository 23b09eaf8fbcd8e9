import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 25;
const PATIENCE_MS = 30_000;

/** Waits for something to come true, looking again and again, and says what it waited for in vain. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<NonNullable<T>> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > giveUpAt) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
    await pause(LOOK_AGAIN_MS);
  }
}
