import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { FaultLine } from './fault-line.ts';

/** How long a connection lasts, and how long it is down then: from and to, in ms. */
export type Weather = {
  readonly up: readonly [number, number];
  readonly down: readonly [number, number];
};

const LOOK_AGAIN_MS = 25;
/** After this long without a frame there is none to break in two. */
const QUIET_MS = 1000;

/**
 * Breaks a connection again and again until told to stop, and leaves it working: sometimes between
 * two frames, sometimes in the middle of one.
 * @param on called at each break, and each time the connection is back.
 */
export async function storm(
  line: FaultLine,
  chance: Chance,
  { up, down }: Weather,
  ending: AbortSignal,
  on: { readonly cut: () => void; readonly back: () => void },
): Promise<void> {
  while (!ending.aborted) {
    await pause(chance.between(...up));
    const way = chance.next() < 0.5 ? 'up' : 'down';
    const after = chance.between(1, 400);
    if (chance.next() < 0.5) {
      line.followNow({ does: 'cut', way, after });
      const { cuts } = line;
      for (let ms = 0; ms < QUIET_MS && line.cuts === cuts; ms += LOOK_AGAIN_MS)
        await pause(LOOK_AGAIN_MS);
    }
    on.cut();
    line.follow({ does: 'refuse' });
    await pause(chance.between(...down));
    line.follow({ does: 'pass' });
    on.back();
  }
}
