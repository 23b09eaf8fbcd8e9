import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { FaultLine } from './fault-line.ts';

/** How long a line holds, and how long it is gone then: from and to, in ms. */
export type Weather = {
  readonly up: readonly [number, number];
  readonly down: readonly [number, number];
};

const LOOK_AGAIN_MS = 25;
/** Where nobody says anything for so long there is no frame to cut in two. */
const QUIET_MS = 1000;

/**
 * Cuts a line again and again until told to stop, and leaves it whole: sometimes between two frames,
 * sometimes in the middle of one.
 * @param on told of each cut, and of each time the line is back.
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
