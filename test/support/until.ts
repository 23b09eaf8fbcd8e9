import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 25;
const PATIENCE_MS = 30_000;

/** Polls until a condition is true, and names it if it never is. */
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
